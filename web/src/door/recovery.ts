// The codes of a new account, between the form that made it and the dialog that shows them.
import { createStore } from "../ui/store";

export const recoveryCodes = createStore<readonly string[]>([]);
