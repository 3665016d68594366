/** What a device without a past fetches: oneself, the contacts, and the first page of the list. */
import type { Contacts, Conversations, Me, PageMark } from "../../../protocol/generated/parley.js";
import type { Core } from "../core.js";
import { storeList } from "../storage/history_store.js";
import { readCursor } from "../storage/inbox_store.js";

export const listPage = 50;

/** The list comes last: it is what marks the whole as done. Rejects if any request failed. */
export async function fetchAll(core: Core): Promise<void> {
  await Promise.all([fetchMe(core), fetchContacts(core)]);
  await fetchList(core, undefined);
}

/** One page of the list, from `before` on; the newest without it. */
export async function fetchList(core: Core, before: PageMark | undefined): Promise<void> {
  const since = (await readCursor(core.database))?.inbox_seq ?? 0;
  const page = await core.http.request<Conversations>("GET", "/v1/conversations", {
    query: { limit: listPage, before },
  });
  await storeList(core.database, page, since);
  const ids = page.conversations.map((listing) => listing.conversation);
  core.changes.publish({
    list: true,
    conversations: Object.fromEntries(ids.map((id) => [id, []])),
    users: page.users.map((user) => user.user),
  });
}

export async function fetchMe(core: Core): Promise<Me> {
  const me = await core.http.request<Me>("GET", "/v1/me");
  await core.database.put("meta", me, "me");
  core.changes.publish({ me: true });
  return me;
}

/** All pages; what an item told meanwhile stands, by its version. */
export async function fetchContacts(core: Core): Promise<void> {
  let before: PageMark | undefined;
  do {
    const page: Contacts = await core.http.request<Contacts>("GET", "/v1/contacts", {
      query: { limit: 100, before },
    });
    const transaction = core.database.transaction("contacts", "readwrite");
    for (const contact of page.contacts) {
      const held = await transaction.store.get(contact.user);
      if (!held || contact.version >= held.version) {
        void transaction.store.put(contact);
      }
    }
    await transaction.done;
    before = page.next;
  } while (before !== undefined);
  core.changes.publish({ contacts: true });
}
