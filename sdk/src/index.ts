/**
 * `@parley/client`: Parley for browsers and Node. Start at `ParleyClient.create`; everything that
 * can be shown is a `Readable`, everything that can fail rejects with a `ParleyError`.
 */
export * from "../../protocol/generated/parley.js";
export { ParleyClient } from "./client.js";
export type { Environment } from "./environment.js";
export { ParleyError, type ParleyErrorCode } from "./error.js";
export type { ClientEvents } from "./events.js";
export type { Readable } from "./readable.js";
export type * from "./types.js";
// The wire has a type of this name too, a page of the list; who builds on this means the interface.
export type { Conversations } from "./types.js";
export type * from "./types_people.js";
