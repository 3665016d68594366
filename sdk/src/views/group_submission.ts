/**
 * What is asked of groups. These are submissions like messages, but nobody writes them while
 * offline and forgets them: they are tried under one id until there is an answer, or given up.
 */
import type { SubmissionOutcome } from "../../../protocol/generated/parley.js";
import { backoffMs } from "../backoff.js";
import type { Core } from "../core.js";
import { ParleyError } from "../error.js";
import { type Method, refusal } from "../http.js";
import { uuidV7 } from "../uuid.js";

const triesMax = 4;

/** The answer; undefined where it is stored and its outcome comes by the inbox. */
export async function submitGroup<T>(
  core: Core,
  method: Method,
  path: string,
  body: unknown,
): Promise<T | undefined> {
  const { environment, http } = core;
  const idempotencyKey = uuidV7(core.serverTime(), environment.random);
  for (let tries = 0; ; tries += 1) {
    try {
      const options = { idempotencyKey, ...(body !== undefined && { body }) };
      const answer = await http.answer<T>(method, `/v1/conversations${path}`, options);
      const isPending = answer.status === 202 && !hasKey(answer.body, "invited");
      return isPending ? ((await outcome(core, path, idempotencyKey)) as T) : answer.body;
    } catch (cause) {
      if (!(cause instanceof ParleyError) || cause.retry === "never" || tries >= triesMax) {
        throw cause;
      }
      await pause(core, backoffMs(tries, environment.random, cause.retryAfterMs));
    }
  }
}

/** What became of it, where the conversation that it is about has a name already. */
async function outcome(core: Core, path: string, id: string): Promise<unknown> {
  const conversation = path.split("/")[1];
  for (let tries = 0; conversation && tries < triesMax; tries += 1) {
    await pause(core, 1_000);
    const place = `/v1/conversations/${conversation}/submissions/${id}`;
    const { status, body } = await core.http.answer<SubmissionOutcome>("GET", place);
    if (body?.rejected && body.code !== undefined) {
      throw refusal(body.code);
    }
    if (status === 200) {
      return body;
    }
  }
  return undefined;
}

function hasKey(body: unknown, key: string): boolean {
  return typeof body === "object" && body !== null && key in body;
}

function pause({ environment }: Core, ms: number): Promise<void> {
  return new Promise((resolve) => {
    environment.setTimer(resolve, ms);
  });
}
