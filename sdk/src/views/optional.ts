/** What a server may not have yet: search, mentions, push. Its absence is `not_available`. */
import type {
  ConversationId,
  FoundMessages,
  PushBody,
  VapidKey,
} from "../../../protocol/generated/parley.js";
import type { Core } from "../core.js";
import { ParleyError } from "../error.js";
import type { Method, RequestOptions } from "../http.js";
import type { Push, Search } from "../types_people.js";

/** A path that the server does not know is answered like a thing that is not there. */
async function optional<T>(
  core: Core,
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<T> {
  try {
    return await core.http.request<T>(method, path, options);
  } catch (cause) {
    if (cause instanceof ParleyError && cause.code === "not_found") {
      throw new ParleyError("not_available", "never", { cause });
    }
    throw cause;
  }
}

export class SearchCalls implements Search {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  messages(search: {
    query: string;
    conversation?: ConversationId;
    before?: string;
  }): Promise<FoundMessages> {
    return optional(this.#core, "GET", "/v1/search", { query: search });
  }

  mentions(before?: string): Promise<FoundMessages> {
    return optional(this.#core, "GET", "/v1/mentions", { query: { before } });
  }
}

export class PushCalls implements Push {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  async key(): Promise<string> {
    return (await optional<VapidKey>(this.#core, "GET", "/v1/push/vapid-key")).key;
  }

  subscribe(subscription: PushBody): Promise<void> {
    return optional(this.#core, "PUT", "/v1/devices/current/push", { body: subscription });
  }

  unsubscribe(): Promise<void> {
    return optional(this.#core, "DELETE", "/v1/devices/current/push");
  }
}
