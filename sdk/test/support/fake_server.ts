/**
 * A server of one user in memory, which does as it is told: sockets, requests and an inbox, without
 * a network. Everything that goes in or out is held against the schemas; `problems` must be empty
 * at the end of every test.
 */

import type { Environment, SocketLike } from "../../src/environment.js";
import type {
  ClientFrame,
  Event,
  Item,
  Marker,
  MessageEvent,
  Problem,
  SendFrame,
  ServerFrame,
} from "../../src/index.js";
import { type Answer, answerTo } from "./fake_http.js";
import { problemsOf, problemsOfFrame } from "./schemas.js";

export const me = "11";
export const other = "12";
export const direct = `d${me}-${other}`;

/** One socket, as the server sees it. */
export class FakeSocket implements SocketLike {
  readyState = 0;
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: never) => void) | null = null;
  onclose: ((event: never) => void) | null = null;
  onerror: ((event: never) => void) | null = null;
  readonly received: ClientFrame[] = [];

  constructor(
    readonly url: string,
    private readonly server: FakeServer,
  ) {
    setTimeout(() => server.opened(this));
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.({} as never);
  }

  send(data: string): void {
    const frame = JSON.parse(data) as ClientFrame;
    this.received.push(frame);
    setTimeout(() => this.server.received(this, frame));
  }

  /** By the client. */
  close(): void {
    this.readyState = 3;
  }

  /** By the server. */
  end(code: number): void {
    if (this.readyState !== 3) {
      this.readyState = 3;
      this.onclose?.({ code } as never);
    }
  }

  give(frame: ServerFrame): void {
    this.server.problems.push(...problemsOfFrame("server_frames", frame));
    if (this.readyState === 1) {
      this.onmessage?.({ data: JSON.stringify(frame) } as never);
    }
  }
}

export class FakeServer {
  readonly problems: string[] = [];
  readonly sockets: FakeSocket[] = [];
  readonly requests: string[] = [];
  readonly events: Event[] = [];
  readonly items: Item[] = [];
  /** By client_message_id: what every known submission became. */
  readonly outcomes = new Map<string, number>();
  /** What it answers when it is asked how far the others have come. */
  markers: Marker[] = [];
  incarnation = 1;
  heartbeatMs = 30_000;
  /** Sockets are closed before they open. */
  refusesSockets = false;
  /** What a socket or request is answered instead; undefined: as always. */
  onFrame: (frame: ClientFrame, socket: FakeSocket) => boolean = () => false;
  onRequest: (method: string, path: string) => Answer | undefined = () => undefined;

  /** What a client of this server is made with; `random` is small, so no wait is long. */
  environment(): Partial<Environment> {
    const server = this;
    let chance = 0;
    const Socket = class extends FakeSocket {
      constructor(url: string) {
        super(url, server);
        server.sockets.push(this);
      }
    };
    return {
      WebSocket: Socket,
      fetch: ((url: string, init: RequestInit) => this.#fetch(url, init)) as typeof fetch,
      random: () => {
        chance = (chance * 29 + 7) % 1_000;
        return chance / 20_000;
      },
      locks: undefined,
      channel: undefined,
    };
  }

  /** The sockets that are open now. */
  get open(): FakeSocket[] {
    return this.sockets.filter((socket) => socket.readyState === 1);
  }

  /** Frames of a type that came on any socket, in order. */
  frames<T extends ClientFrame["type"]>(type: T): Extract<ClientFrame, { type: T }>[] {
    const all = this.sockets.flatMap((socket) => socket.received);
    return all.filter((frame) => frame.type === type) as Extract<ClientFrame, { type: T }>[];
  }

  check(file: string, name: string, value: unknown): void {
    this.problems.push(...problemsOf(file, name, value));
  }

  opened(socket: FakeSocket): void {
    if (this.refusesSockets) {
      socket.end(1006);
    } else if (socket.readyState === 0) {
      socket.open();
    }
  }

  received(socket: FakeSocket, frame: ClientFrame): void {
    this.problems.push(...problemsOfFrame("client_frames", frame));
    if (this.onFrame(frame, socket)) {
      return;
    }
    if (frame.type === "hello") {
      this.welcome(socket);
      const after = frame.cursor?.inbox_seq ?? this.items.length;
      this.give(this.items.slice(after), [socket]);
    } else if (frame.type === "send") {
      this.accept(frame, socket);
    } else if (frame.type === "ping") {
      socket.give({ type: "pong", server_time: Date.now() });
    }
  }

  welcome(socket: FakeSocket): void {
    socket.give({
      type: "welcome",
      user: me,
      device: "21",
      head: { incarnation: this.incarnation, inbox_seq: this.items.length },
      heartbeat_ms: this.heartbeatMs,
      server_time: Date.now(),
      limits,
      ticket: "a-ticket",
    });
  }

  /** Takes a message in: `accepted`, and its event to everybody who listens. */
  accept(frame: SendFrame, socket: FakeSocket): void {
    const known = this.outcomes.get(frame.client_message_id);
    const { ref, client_message_id } = frame;
    if (known !== undefined) {
      const outcome = { seq: known, duplicate: true };
      socket.give({ type: "accepted", ref, client_message_id, outcome });
      return;
    }
    socket.give({ type: "accepted", ref, client_message_id });
    this.say(me, frame.text, client_message_id);
  }

  /** A message in the direct conversation. */
  say(sender: string, text: string, id = idAt(this.events.length + 1)): MessageEvent {
    const place = this.events.length + 1;
    const event: MessageEvent = {
      kind: "message",
      seq: place,
      ordinal: place,
      sender,
      sent_at: 1_800_000_000_000 + place,
      client_message_id: id,
      text,
      revision: 0,
    };
    this.outcomes.set(id, place);
    this.put(event);
    return event;
  }

  /** An event of the direct conversation, to everybody who listens. */
  put(event: Event, isOfLog = true): void {
    if (isOfLog) {
      this.events.push(event);
    }
    const item: Item = { inbox_seq: this.items.length + 1, conversation: direct, event };
    this.items.push(item);
    this.give([item], this.open);
  }

  give(items: Item[], sockets: readonly FakeSocket[]): void {
    const { incarnation } = this;
    for (const socket of items.length > 0 ? sockets : []) {
      socket.give({ type: "items", incarnation, items, head: this.items.length });
    }
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    const { pathname, searchParams } = new URL(url);
    const method = init.method ?? "GET";
    this.requests.push(`${method} ${pathname}`);
    const body: unknown = init.body ? JSON.parse(String(init.body)) : undefined;
    const answer =
      this.onRequest(method, pathname) ??
      (await answerTo(this, method, pathname, searchParams, body, init));
    if (answer.schema) {
      this.check(...answer.schema, answer.body);
    }
    const text = answer.body === undefined ? null : JSON.stringify(answer.body);
    return new Response(text, { status: answer.status });
  }
}

/** A refusal, as a body. */
export function problem(
  code: Problem["code"],
  status: number,
  more: Partial<Problem> = {},
): Answer {
  const body: Problem = { title: code, status, code, retry: "never", ...more };
  return { status, body, schema: ["responses", "Problem"] };
}

/** A client_message_id that is as good as any other. */
export function idAt(place: number): string {
  return `01900000-0000-7000-8000-${place.toString(16).padStart(12, "0")}`;
}

const limits = {
  text_code_points: 99_999,
  title_code_points: 128,
  display_name_code_points: 64,
  username_characters_min: 3,
  username_characters: 32,
  password_code_points_min: 8,
  password_code_points: 128,
  group_members: 100,
  groups_a_user: 5_000,
  contacts_a_user: 5_000,
  devices_a_user: 20,
  page: 100,
  watched_users: 200,
  open_conversations: 4,
  submissions_a_second: 5,
  submissions_burst: 30,
  conversation_submissions_a_second: 50,
  text_bytes_in_10_s: 1_048_576,
  new_direct_a_day: 20,
  sign_ups_a_minute: 10,
  log_ins_a_minute: 60,
  look_ups_a_minute: 10,
};
