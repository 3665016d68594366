// What the shell remembers that is no address: whether details are open, the search, the last
// conversation, and dialogs that may be opened from several places.
import type { ConversationId } from "@parley/client";
import { createStore } from "../ui/store";

export const detailsOpen = createStore(false);

// What is searched for in the place of the list; null while the list is there.
export const searchQuery = createStore<string | null>(null);

// Kept beside a search, so that the conversation stays on screen.
export const lastConversation = createStore<ConversationId | null>(null);

// The search inside the conversation on screen; null while it is closed.
export const findQuery = createStore<string | null>(null);

export type DialogName = "new" | "group" | "shortcuts";
export const openDialog = createStore<DialogName | null>(null);
