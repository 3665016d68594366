// Why the last session on this device ended, for the door to say.
import type { EndReason } from "@parley/client";
import { createStore } from "../ui/store";

export const endReason = createStore<EndReason | null>(null);
