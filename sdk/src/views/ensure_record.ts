/** Makes sure that a conversation stands in the database, asking the server where it does not. */
import type { Conversation, ConversationId } from "../../../protocol/generated/parley.js";
import type { Core } from "../core.js";
import { storeConversation } from "../storage/history_store.js";
import { readCursor } from "../storage/inbox_store.js";

/**
 * A direct conversation without an event is none yet: it gets no record, and would stand in the
 * list with nothing to show.
 */
export async function ensureRecord(core: Core, id: ConversationId): Promise<void> {
  const held = await core.database.get("conversations", id);
  if (held && !held.partial) {
    return;
  }
  const since = (await readCursor(core.database))?.inbox_seq ?? 0;
  const listing = await core.http.request<Conversation>("GET", `/v1/conversations/${id}`);
  if (listing.kind === "direct" && listing.last_message === null) {
    return;
  }
  await storeConversation(core.database, listing, since);
  core.changes.publish({ conversations: { [id]: [] }, list: true });
}
