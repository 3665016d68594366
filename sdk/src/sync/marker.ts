/** The read marker of a record and what follows from it: the counts of what is unread. */
import type { Ordinal, Seq, SeqOrNone } from "../../../protocol/generated/parley.js";
import type { ConversationRecord } from "../storage/records.js";

/** Moves the marker forward and forgets the mentions that it passes; never moves it back. */
export function withMarker(
  record: ConversationRecord,
  through: SeqOrNone,
  ordinal: Ordinal,
): ConversationRecord {
  if (through < record.read) {
    return record;
  }
  const { reading, ...rest } = record;
  return counted({
    ...rest,
    read: through,
    read_ordinal: Math.max(record.read_ordinal, ordinal),
    mentioned: record.mentioned.filter((seq) => seq > through),
    // Which messages those were is not known; the list counted them up to its last message.
    mentions_before: 0,
    ...(reading && reading.through > through && { reading }),
  });
}

/** One more unread message that names me, or one that no longer does. */
export function withMention(
  record: ConversationRecord,
  seq: Seq,
  named: boolean,
): ConversationRecord {
  const others = record.mentioned.filter((other) => other !== seq);
  return counted({ ...record, mentioned: named ? [...others, seq] : others });
}

/** The counts as they follow from the ordinals and the mentions. */
export function counted(record: ConversationRecord): ConversationRecord {
  return {
    ...record,
    unread: Math.max(0, record.ordinal - record.read_ordinal),
    unread_mentions: record.mentioned.length + record.mentions_before,
  };
}
