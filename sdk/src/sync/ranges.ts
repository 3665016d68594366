/**
 * The stretches of a history that are held: closed, ascending, with something missing between any
 * two of them. What they cover is not asked for again, whether or not an event stands there: a
 * reader may see seq jump over events that are not theirs.
 */
import type { Range, Seq } from "../../../protocol/generated/parley.js";

/** The ranges with one more stretch; those that touch become one. */
export function withRange(ranges: readonly Range[], added: Range): Range[] {
  let { first, last } = added;
  const before: Range[] = [];
  const after: Range[] = [];
  for (const range of ranges) {
    if (range.last < first - 1) {
      before.push(range);
    } else if (range.first > last + 1) {
      after.push(range);
    } else {
      first = Math.min(first, range.first);
      last = Math.max(last, range.last);
    }
  }
  return [...before, { first, last }, ...after];
}

/** The stretch that covers `seq`, if it is held. */
export function rangeAt(ranges: readonly Range[], seq: Seq): Range | undefined {
  return ranges.find((range) => range.first <= seq && seq <= range.last);
}
