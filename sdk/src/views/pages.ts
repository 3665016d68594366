/**
 * Pages of history from the server, by HTTP in every tab, stored before anyone sees them. What is
 * held is never asked for again.
 */
import type { ConversationId, EventPage, Range, Seq } from "../../../protocol/generated/parley.js";
import type { Core } from "../core.js";
import { ParleyError } from "../error.js";
import { isListed, storePage } from "../storage/history_store.js";

/** Which page: the newest where nothing is named. */
export type Place = { before: Seq } | { after: Seq } | { around: Seq } | Record<string, never>;

const triesMax = 5;

/** Resolves when the page is stored. Rejects with what the server or the network said. */
export async function fetchPage(
  core: Core,
  conversation: ConversationId,
  place: Place,
  limit: number,
): Promise<void> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const since = (await core.database.get("conversations", conversation))?.last_seq ?? 0;
    const path = `/v1/conversations/${conversation}/events`;
    const page = await core.http.request<EventPage>("GET", path, { query: { ...place, limit } });
    const covered = coveredBy(page, place, since);
    if (await storePage(core.database, conversation, page, covered, since)) {
      const seqs = page.events.filter(isListed).map((event) => event.seq);
      core.changes.publish({ conversations: { [conversation]: seqs } });
      return;
    }
  }
  throw new ParleyError("overloaded", "later");
}

/** A page tells of everything between its ends and the place that was asked from. */
function coveredBy(page: EventPage, place: Place, since: Seq): Range | null {
  const { range, has_more: hasMore } = page;
  if ("before" in place) {
    const first = hasMore ? range?.first : 1;
    return first === undefined || place.before <= 1 ? null : { first, last: place.before - 1 };
  }
  if ("after" in place) {
    return range && { first: place.after + 1, last: range.last };
  }
  if ("around" in place) {
    return range;
  }
  const first = hasMore ? range?.first : 1;
  const last = Math.max(range?.last ?? 0, since);
  return first === undefined || last < 1 ? null : { first, last };
}
