/**
 * The one error of this package. Everything that can fail rejects with a `ParleyError`; what a
 * program does next depends on `code` and `retry`, never on the text of the message.
 */
import type { ErrorCode, Retry, UserId } from "../../protocol/generated/parley.js";

/**
 * What went wrong: a code of the server, or one of the client's own. `offline`: no server answered.
 * `not_available`: this server does not have the feature. `logged_out`: there is no account here.
 * `closed`: the client was closed meanwhile. `storage`: IndexedDB refused. `bad_answer`: the server
 * answered something that is not Parley.
 */
export type ParleyErrorCode =
  | ErrorCode
  | "offline"
  | "not_available"
  | "logged_out"
  | "closed"
  | "storage"
  | "bad_answer";

/** What is known about an error beside its code. */
export interface ParleyErrorDetails {
  message?: string;
  retryAfterMs?: number | undefined;
  users?: readonly UserId[] | undefined;
  cause?: unknown;
}

/** A refusal or a failure, with what to do about it. */
export class ParleyError extends Error {
  override readonly name = "ParleyError";
  readonly code: ParleyErrorCode;
  /** `never`: it is of no use. `later`: here, after a while. `elsewhere`: at another server. */
  readonly retry: Retry;
  /** When the server will listen again; undefined where it did not say. */
  readonly retryAfterMs: number | undefined;
  /** With `cannot_add`: those who cannot be added. */
  readonly users: readonly UserId[];

  constructor(code: ParleyErrorCode, retry: Retry, details: ParleyErrorDetails = {}) {
    super(details.message ?? code, { cause: details.cause });
    this.code = code;
    this.retry = retry;
    this.retryAfterMs = details.retryAfterMs;
    this.users = details.users ?? [];
  }
}
