// What a screen reader says by itself: one polite and one assertive region for the whole page.
import { createStore } from "./store";

export const polite = createStore("");
export const assertive = createStore("");

// The same words twice in a row are news again: a mark that is not read makes them differ.
function say(region: typeof polite, words: string) {
  region.set(region.get() === words ? `${words}\u200B` : words);
}

export const announce = (words: string) => say(polite, words);
export const announceError = (words: string) => say(assertive, words);
