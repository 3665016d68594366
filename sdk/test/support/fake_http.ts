/** What the fake server answers to requests, where a test does not say otherwise. */
import type { Conversation, Event, SyncAnswer } from "../../src/index.js";
import { direct, type FakeServer, me, problem } from "./fake_server.js";

/** A status with a body, and the type that the body has to be of. */
export interface Answer {
  status: number;
  body?: unknown;
  schema?: [string, string];
}

export async function answerTo(
  server: FakeServer,
  method: string,
  path: string,
  query: URLSearchParams,
  body: unknown,
  init: RequestInit,
): Promise<Answer> {
  const place = `${method} ${path.replace(direct, "{id}").replace(/\/\d+$/, "/{seq}")}`;
  switch (place) {
    case "POST /v1/sessions": {
      server.check("requests", "LogInBody", body);
      const chat_servers = [{ url: "http://parley.test", region: "" }];
      const session = { user: me, device: "21", token: "pt1_token", chat_servers };
      return { status: 201, body: session, schema: ["responses", "LoggedIn"] };
    }
    case "GET /v1/chat-servers":
      return {
        status: 200,
        body: {
          chat_servers: [{ url: "http://parley.test", region: "" }],
          time_to_live_ms: 60_000,
        },
      };
    case "GET /v1/me": {
      const settings = {
        messages_from: "anyone",
        groups_from: "contacts",
        findable: true,
        presence_to: "all",
        receipts_to: "all",
        push_content: true,
      };
      const mine = { user: me, username: "alice", display_name: "Alice", version: 1, settings };
      return { status: 200, body: mine, schema: ["responses", "Me"] };
    }
    case "GET /v1/contacts":
      return { status: 200, body: { contacts: [] }, schema: ["responses", "Contacts"] };
    case "GET /v1/conversations": {
      const conversations = server.events.length > 0 ? [listing(server)] : [];
      return {
        status: 200,
        body: { conversations, users: [] },
        schema: ["responses", "Conversations"],
      };
    }
    case "GET /v1/conversations/{id}":
      return { status: 200, body: listing(server), schema: ["responses", "Conversation"] };
    case "GET /v1/conversations/{id}/events":
      return { status: 200, body: page(server, query), schema: ["responses", "EventPage"] };
    case "GET /v1/conversations/{id}/events/{seq}":
      return { status: 200, body: server.events[Number(path.split("/").at(-1)) - 1] };
    case "GET /v1/conversations/{id}/receipts":
      return {
        status: 200,
        body: { markers: server.markers },
        schema: ["responses", "Markers"],
      };
    case "POST /v1/conversations/{id}/messages":
      return submit(server, body, init);
    case "PUT /v1/conversations/{id}/read":
      server.check("requests", "ReadBody", body);
      return { status: 200, body: { through: (body as { through: number }).through, unread: 0 } };
    case "GET /v1/sync":
      return sync(server, query, init.signal ?? undefined);
    default:
      return problem("not_found", 404);
  }
}

function listing({ events }: FakeServer): Conversation {
  const messages = events.filter((event) => event.kind === "message");
  return {
    conversation: direct,
    kind: "direct",
    last_message: messages.at(-1) ?? null,
    unread: messages.filter((message) => message.sender !== me).length,
    unread_mentions: 0,
    read: 0,
    received: 0,
    preferences: { version: 0 },
  };
}

/** The fake folds nothing: its events are messages as they stand. */
function page({ events }: FakeServer, query: URLSearchParams): unknown {
  const limit = Number(query.get("limit") ?? 100);
  const listed = events.filter(
    (event): event is Extract<Event, { kind: "message" }> => event.kind === "message",
  );
  const before = Number(query.get("before") ?? events.length + 1);
  const after = query.get("after");
  const middle = query.get("around");
  const first = middle ? Math.max(0, Number(middle) - limit / 2) : Number(after ?? 0);
  const found =
    after || middle
      ? listed.filter((event) => event.seq > first).slice(0, limit)
      : listed.filter((event) => event.seq < before).slice(-limit);
  const [oldest, newest] = [found[0]?.seq, found.at(-1)?.seq];
  const hasMore = after ? (newest ?? 0) < events.length : (oldest ?? 1) > 1;
  const range =
    oldest !== undefined && newest !== undefined ? { first: oldest, last: newest } : null;
  return { events: found, range, has_more: hasMore };
}

function submit(server: FakeServer, body: unknown, init: RequestInit): Answer {
  server.check("requests", "SendBody", body);
  const id = new Headers(init.headers).get("idempotency-key") ?? "";
  const known = server.outcomes.get(id);
  const seq = known ?? server.say(me, (body as { text: string }).text, id).seq;
  const outcome = { seq, ...(known !== undefined && { duplicate: true }) };
  return { status: known ? 200 : 201, body: outcome, schema: ["responses", "Submitted"] };
}

/** A long poll looks again every few milliseconds, until it is given up. */
async function sync(
  server: FakeServer,
  query: URLSearchParams,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const { incarnation, items } = server;
  const after = query.get("after");
  const from = after === null ? items.length : Number(after);
  for (let waited = 0; waited < Number(query.get("wait")) * 1_000; waited += 5) {
    if (items.length > from || signal?.aborted) {
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  signal?.throwIfAborted();
  const body: SyncAnswer = {
    type: "items",
    incarnation,
    items: items.slice(from, from + 100),
    head: items.length,
  };
  return { status: 200, body, schema: ["server_frames", "SyncAnswer"] };
}
