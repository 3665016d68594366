import type { ListedEvent, MessageEvent, OutboxEntry, Row } from "@parley/client";
import { expect, test } from "vitest";
import { type History, logRows } from "./rows";

const noon = new Date(2026, 10, 24, 12).getTime();
const minute = 60_000;

function message(seq: number, sender: string, at: number): Row {
  const event: MessageEvent = {
    kind: "message",
    seq,
    ordinal: seq,
    sender,
    sent_at: at,
    client_message_id: `0-${seq}`,
    text: `text ${seq}`,
    revision: 0,
  };
  return { key: `k${seq}`, event, pending: [] };
}

function system(seq: number, at: number): Row {
  const event: ListedEvent = {
    kind: "members",
    seq,
    ordinal: 0,
    sender: "1",
    sent_at: at,
    client_message_id: `0-${seq}`,
    added: ["9"],
    removed: [],
    roles: {},
  };
  return { key: `k${seq}`, event, pending: [] };
}

function history(rows: Row[], more: Partial<History> = {}): History {
  return { rows, sending: [], me: "1", atStart: true, unread: null, typing: [], ...more };
}

function shape(of: History): string[] {
  return logRows(of).map((row) => {
    if (row.kind !== "message") return row.kind;
    return `${row.shown.seq}${row.first ? " first" : ""}${row.last ? " last" : ""}`;
  });
}

test("messages of one sender within five minutes form a run", () => {
  const rows = [
    message(1, "2", noon),
    message(2, "2", noon + 4 * minute),
    message(3, "3", noon + 5 * minute),
  ];
  expect(shape(history(rows))).toEqual(["day", "1 first", "2 last", "3 first last"]);
});

test("five minutes of silence, a system event, a day or the line end a run", () => {
  const rows = [
    message(1, "2", noon),
    message(2, "2", noon + 5 * minute),
    system(3, noon + 6 * minute),
    message(4, "2", noon + 7 * minute),
    message(5, "2", noon + 8 * minute),
    message(6, "2", noon + 24 * 60 * minute),
  ];
  expect(shape(history(rows, { unread: { after: 4, count: 2 } }))).toEqual([
    "day",
    "1 first last",
    "2 first last",
    "system",
    "4 first last",
    "unread",
    "5 first last",
    "day",
    "6 first last",
  ]);
});

test("no day stands above the first row while older ones are to come", () => {
  expect(shape(history([message(9, "2", noon)], { atStart: false }))).toEqual(["9 first last"]);
});

test("system events in a row are one", () => {
  const rows = [system(1, noon), system(2, noon)];
  expect(shape(history(rows))).toEqual(["day", "system"]);
});

test("what is on its way stands at the end and joins the run of its sender", () => {
  const entry: OutboxEntry = {
    id: 1,
    key: "k2",
    conversation: "g1",
    submission: { kind: "send", text: "soon" },
    client_message_id: null,
    state: "queued",
    created_at: noon + minute,
    failure: null,
  };
  const of = history([message(1, "1", noon)], { sending: [entry], typing: ["2"] });
  expect(shape(of)).toEqual(["day", "1 first", "null last", "typing"]);
});

test("a row that did not change keeps its identity", () => {
  const rows = [message(1, "2", noon)];
  const [, one] = logRows(history(rows));
  const [, again] = logRows(history(rows));
  expect(one?.kind === "message" && again?.kind === "message" && one.shown === again.shown).toBe(
    true,
  );
});
