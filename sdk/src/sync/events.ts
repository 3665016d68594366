/** What one event does to its conversation, to the message it is about, and to the outbox. */
import type {
  ConversationId,
  CreatedEvent,
  ErrorCode,
  Event,
  Item,
  MembersEvent,
  MessageEvent,
  UserId,
} from "../../../protocol/generated/parley.js";
import type { ConversationRecord, OutboxRecord } from "../storage/records.js";
import type { ListedEvent } from "../types.js";
import { type Annotation, fold } from "./fold.js";
import { counted, withMarker, withMention } from "./marker.js";
import { withRange } from "./ranges.js";
import { emptyRecord } from "./record.js";
import { type Changes, type Held, placeOf } from "./reducer.js";

/** What is held, what has changed so far, and whose inbox it is. */
export interface Work {
  held: Held;
  changes: Changes;
  me: UserId;
}

/** Applies an item of a conversation; false for a kind that is not known. */
export function applyEvent(work: Work, item: Item, conversation: ConversationId): boolean {
  const before = recordOf(work, conversation);
  const record = applied(work, before, item.event);
  if (!record) {
    return false;
  }
  work.changes.conversations.set(conversation, { ...record, touched: item.inbox_seq });
  return true;
}

function recordOf({ held, changes }: Work, conversation: ConversationId): ConversationRecord {
  return (
    changes.conversations.get(conversation) ??
    held.conversations.get(conversation) ?? { ...emptyRecord(conversation), partial: true }
  );
}

function applied(
  work: Work,
  record: ConversationRecord,
  event: Event,
): ConversationRecord | undefined {
  switch (event.kind) {
    case "read":
      return withMarker(record, event.through, record.ordinal - event.unread);
    case "preferences": {
      const { kind, ...preferences } = event;
      return preferences.version >= record.preferences.version
        ? { ...record, preferences }
        : record;
    }
    case "rejected":
      reject(work, record.conversation, event.client_message_id, event.code);
      return record;
    case "unchanged":
      settle(work, record.conversation, event.client_message_id);
      return record;
    case "invitation": {
      const { by, title } = event;
      const { conversation } = record;
      work.changes.invitations.set(conversation, { conversation, by, title });
      return record;
    }
    case "message":
    case "created":
    case "members":
    case "settings":
      return listed(work, arrived(work, record, event), event);
    case "edit":
    case "delete":
    case "reaction":
      return annotated(work, arrived(work, record, event), event);
    default:
      return undefined;
  }
}

/** What every event of a conversation's log does: it covers its place and ends its submission. */
function arrived(
  work: Work,
  record: ConversationRecord,
  event: ListedEvent | Annotation,
): ConversationRecord {
  if (event.sender === work.me) {
    settle(work, record.conversation, event.client_message_id);
  }
  // Between the newest event that the inbox told of and this one there is nothing of mine.
  const first = record.ranges.some((range) => range.last === record.last_seq)
    ? Math.min(record.last_seq + 1, event.seq)
    : event.seq;
  // A direct conversation that begins here, or a group, is known whole.
  const { partial, ...known } = record;
  const whole = event.seq === 1 && (record.kind === "direct" || event.kind === "created");
  return counted({
    ...known,
    ...(partial && !whole && { partial }),
    ranges: withRange(record.ranges, { first, last: event.seq }),
    last_seq: Math.max(record.last_seq, event.seq),
    ordinal: Math.max(record.ordinal, event.ordinal),
  });
}

function listed(work: Work, before: ConversationRecord, told: ListedEvent): ConversationRecord {
  const { held, changes } = work;
  const { conversation } = before;
  const place = placeOf(conversation, told.seq);
  const known = changes.events.get(place)?.event ?? held.events.get(place);
  const event = furthest(told, [known, before.last_message]);
  changes.events.set(place, { conversation, seq: event.seq, event });
  const record: ConversationRecord = {
    ...before,
    last_event: event.seq >= (before.last_event?.seq ?? 0) ? event : before.last_event,
  };
  switch (event.kind) {
    case "message":
      return withMessage(work, record, event, known === undefined);
    case "created":
      return withFirstMembers(work, record, event);
    case "members":
      return withMembers(work, record, event);
    case "settings":
      return {
        ...record,
        ...(event.title !== undefined && { title: event.title }),
        ...(event.history !== undefined && { history: event.history }),
      };
  }
}

/** Of the forms of one message that are known, the one with the most folded in. */
function furthest(
  told: ListedEvent,
  held: readonly (ListedEvent | null | undefined)[],
): ListedEvent {
  return held.reduce<ListedEvent>((furthest, other) => {
    const isFurther =
      other?.kind === "message" &&
      furthest.kind === "message" &&
      other.seq === furthest.seq &&
      other.revision > furthest.revision;
    return isFurther ? other : furthest;
  }, told);
}

function withMessage(
  { changes, me }: Work,
  before: ConversationRecord,
  event: MessageEvent,
  isNew: boolean,
): ConversationRecord {
  const newest = event.seq >= (before.last_message?.seq ?? 0);
  const record: ConversationRecord = {
    ...before,
    at: Math.max(before.at, event.sent_at),
    last_message: newest ? event : before.last_message,
  };
  if (event.sender === me) {
    return withMarker(record, event.seq, event.ordinal);
  }
  if (isNew) {
    changes.news.push({ conversation: record.conversation, event });
  }
  const namesMe = event.mentions?.includes(me) === true && event.seq > record.read;
  return namesMe ? withMention(record, event.seq, true) : record;
}

function withFirstMembers(
  { me }: Work,
  record: ConversationRecord,
  event: CreatedEvent,
): ConversationRecord {
  const { title, members, sender } = event;
  const made: ConversationRecord = {
    ...record,
    title,
    members,
    roles: { [sender]: "owner" },
    history: record.history ?? "from_join",
    at: Math.max(record.at, event.sent_at),
  };
  return members.includes(me) ? withMarker(made, event.seq, event.ordinal) : made;
}

function withMembers(
  { changes, me }: Work,
  record: ConversationRecord,
  event: MembersEvent,
): ConversationRecord {
  const stayed = (record.members ?? []).filter((user) => !event.removed.includes(user));
  const members = [...new Set([...stayed, ...event.added])];
  const roles = { ...record.roles, ...event.roles };
  for (const user of [...event.removed, ...Object.keys(roles)]) {
    if (event.removed.includes(user) || roles[user] === "member") {
      delete roles[user];
    }
  }
  const changed = { ...record, members, roles, at: Math.max(record.at, event.sent_at) };
  if (event.removed.includes(me)) {
    return { ...changed, left_at: event.sent_at };
  }
  if (!event.added.includes(me)) {
    return changed;
  }
  // Who the others are is not in this event: the server has to be asked.
  const { left_at, ...joined } = changed;
  changes.invitations.set(record.conversation, null);
  return withMarker({ ...joined, partial: true }, event.seq, event.ordinal);
}

function annotated(
  { held, changes, me }: Work,
  record: ConversationRecord,
  event: Annotation,
): ConversationRecord {
  const { conversation, last_message, last_event } = record;
  const place = placeOf(conversation, event.target);
  const known = changes.events.get(place)?.event ?? held.events.get(place);
  if (known?.kind === "message") {
    changes.events.set(place, { conversation, seq: known.seq, event: fold(known, event) });
  }
  const after: ConversationRecord = {
    ...record,
    last_message: last_message && fold(last_message, event),
    last_event: last_event?.kind === "message" ? fold(last_event, event) : last_event,
    missed: known ? record.missed : event.seq,
  };
  if (event.kind === "reaction" || event.target <= record.read) {
    return after;
  }
  const namesMe =
    event.kind === "edit" && event.sender !== me && event.mentions?.includes(me) === true;
  return withMention(after, event.target, namesMe);
}

function entryOf(
  { held, changes }: Work,
  conversation: ConversationId,
  id: string,
): OutboxRecord | undefined {
  return held.outbox.find(
    (entry) =>
      entry.client_message_id === id &&
      entry.conversation === conversation &&
      !changes.outbox.has(entry.id),
  );
}

function settle(work: Work, conversation: ConversationId, id: string): void {
  const entry = entryOf(work, conversation, id);
  if (entry) {
    work.changes.outbox.set(entry.id, null); // (4) of the reducer
  }
}

function reject(work: Work, conversation: ConversationId, id: string, code: ErrorCode): void {
  const entry = entryOf(work, conversation, id);
  if (entry) {
    const failed: OutboxRecord = { ...entry, state: "failed", failure: { code, retry: "never" } };
    work.changes.outbox.set(entry.id, failed);
    work.changes.rejected.push(failed);
  }
}
