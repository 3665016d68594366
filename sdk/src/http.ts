/**
 * Requests to the server: bearer token, problem documents as `ParleyError`, and a limit on how long
 * one may take. Nothing is tried again here; who asks knows whether that is of use.
 */
import { type ErrorCode, errors, type Problem } from "../../protocol/generated/parley.js";
import type { Environment } from "./environment.js";
import { ParleyError } from "./error.js";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What a request carries beside its path. */
export interface RequestOptions {
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  /** The client_message_id of a submission. */
  idempotencyKey?: string;
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** The answer of a success: its status tells 201 from 202. */
export interface Answer<T> {
  status: number;
  body: T;
}

const timeoutMs = 15_000;

/** Requests to one service name, as whoever `token` names at that moment. */
export class Http {
  readonly #url: string;
  readonly #environment: Environment;
  readonly #token: () => string | undefined;
  readonly #onUnauthorized: () => void;

  constructor(
    url: string,
    environment: Environment,
    token: () => string | undefined,
    onUnauthorized: () => void,
  ) {
    this.#url = url.replace(/\/+$/, "");
    this.#environment = environment;
    this.#token = token;
    this.#onUnauthorized = onUnauthorized;
  }

  /** The body of the answer; T is what the protocol says of it. */
  async request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
    return (await this.answer<T>(method, path, options)).body;
  }

  async answer<T>(method: Method, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
    const token = this.#token();
    const response = await this.#fetch(method, path, options);
    const text = await response.text().catch(() => "");
    const body = parsed(text);
    if (response.ok && (text === "" || body !== undefined)) {
      return { status: response.status, body: body as T };
    }
    if (response.status === 401 && token !== undefined && token === this.#token()) {
      this.#onUnauthorized();
    }
    throw errorOf(response, body);
  }

  async #fetch(method: Method, path: string, options: RequestOptions): Promise<Response> {
    const abort = new AbortController();
    const timer = this.#environment.setTimer(() => abort.abort(), options.timeoutMs ?? timeoutMs);
    const onAbort = (): void => abort.abort();
    options.signal?.addEventListener("abort", onAbort);
    try {
      return await this.#environment.fetch(this.#url + path + queryText(options.query), {
        method,
        signal: abort.signal,
        headers: this.#headers(options),
        credentials: "omit",
        cache: "no-store",
        ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
      });
    } catch (cause) {
      throw new ParleyError("offline", "later", { cause });
    } finally {
      this.#environment.clearTimer(timer);
      options.signal?.removeEventListener("abort", onAbort);
    }
  }

  #headers({ body, idempotencyKey }: RequestOptions): Record<string, string> {
    const token = this.#token();
    return {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
    };
  }
}

function queryText(query: RequestOptions["query"] = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return text.length > 0 ? `?${text.join("&")}` : "";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function errorOf(response: Response, body: unknown): ParleyError {
  const { status } = response;
  if (isProblem(body)) {
    return new ParleyError(body.code, body.retry, {
      message: body.title,
      retryAfterMs: body.retry_after_ms,
      users: body.users,
    });
  }
  if (status === 404 || status === 405 || status === 501) {
    return new ParleyError("not_available", "never");
  }
  return new ParleyError(
    status >= 500 ? "offline" : "bad_answer",
    status >= 500 ? "later" : "never",
  );
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "retry" in body;
}

/** What an error frame or an outcome says, as an error. */
export function refusal(
  code: ErrorCode,
  retry = errors[code]?.retry ?? "never",
  retryAfterMs?: number,
): ParleyError {
  return new ParleyError(code, retry, { message: errors[code]?.what ?? code, retryAfterMs });
}
