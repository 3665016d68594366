/** Submissions by HTTP: what polling uses instead of frames, and the look-up of an outcome. */
import type { Outcome, SubmissionOutcome, Submitted } from "../../../protocol/generated/parley.js";
import { ParleyError } from "../error.js";
import type { Http, Method } from "../http.js";
import type { OutboxRecord } from "../storage/records.js";

/** Undefined where it is stored and its outcome is not known yet: the inbox will tell. */
export async function submit(
  http: Http,
  entry: OutboxRecord,
  clientMessageId: string,
): Promise<Submitted | undefined> {
  const [method, path, body] = requestOf(entry);
  const answer = await http.answer<Submitted>(
    method,
    `/v1/conversations/${entry.conversation}/messages${path}`,
    { idempotencyKey: clientMessageId, ...(body && { body }) },
  );
  return answer.status === 202 ? undefined : answer.body;
}

function requestOf({ submission }: OutboxRecord): [Method, string, Record<string, unknown>?] {
  switch (submission.kind) {
    case "send": {
      const { kind, ...body } = submission;
      return ["POST", "", body];
    }
    case "edit": {
      const { kind, target, ...body } = submission;
      return ["PATCH", `/${target}`, body];
    }
    case "delete":
      return ["DELETE", `/${submission.target}`];
    case "react": {
      const { target, emoji, on } = submission;
      return [on ? "PUT" : "DELETE", `/${target}/reactions/${encodeURIComponent(emoji)}`];
    }
  }
}

/** What became of a submission; null where the server knows of none. */
export async function lookUp(
  http: Http,
  conversation: string,
  clientMessageId: string,
): Promise<Outcome | null> {
  const path = `/v1/conversations/${conversation}/submissions/${clientMessageId}`;
  try {
    const { status, body } = await http.answer<SubmissionOutcome>("GET", path);
    if (status === 202) {
      throw new ParleyError("overloaded", "later");
    }
    return { duplicate: true, ...body };
  } catch (cause) {
    if (cause instanceof ParleyError && cause.code === "not_found") {
      return null;
    }
    throw cause;
  }
}
