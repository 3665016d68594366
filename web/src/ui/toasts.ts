// One short message at a time, below everything else. A newer one takes the place of the older.
import { announce, announceError } from "./announce";
import { createStore } from "./store";

export interface Toast {
  text: string;
  action?: { name: string; run: () => void };
  // Said at once to who listens, since it answers what they just did.
  error?: boolean;
}

export const toasts = createStore<Toast | null>(null);

export function toast(next: Toast) {
  toasts.set(next);
  if (next.error) announceError(next.text);
  else announce(next.text);
}
