// The server's HTTP for what a test prepares or looks at beside the browser.
import { randomBytes } from "node:crypto";
import { problemsOfAnswer } from "./schemas.mjs";

export function clientMessageId(at = Date.now()) {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [0, 8, 12, 16, 20].map((from, at, all) => hex.slice(from, all[at + 1])).join("-");
}

export class Api {
  constructor(url) {
    this.url = url;
  }

  async request(method, path, body, headers = {}) {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const problems = problemsOfAnswer(method, path.split("?")[0], response.status, text);
    if (problems.length > 0) throw new Error(problems.join("\n"));
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  async signUp(username, displayName = username) {
    const made = await this.request("POST", "/v1/accounts", {
      username,
      password: "correct-horse-battery",
      display_name: displayName,
      device: { name: "test", platform: "node" },
    });
    this.token = made.token;
    this.user = made.user;
    return this;
  }

  async logIn(username) {
    const made = await this.request("POST", "/v1/sessions", {
      username,
      password: "correct-horse-battery",
      device: { name: "test", platform: "node" },
    });
    this.token = made.token;
    this.user = made.user;
    return this;
  }

  direct(other) {
    const [a, b] = [BigInt(this.user), BigInt(other)].sort((x, y) => (x < y ? -1 : 1));
    return `d${a}-${b}`;
  }

  send(conversation, text, more = {}) {
    return this.request("POST", `/v1/conversations/${conversation}/messages`, { text, ...more }, {
      "idempotency-key": clientMessageId(),
    });
  }

  async events(conversation) {
    const path = `/v1/conversations/${conversation}/events?limit=100`;
    return (await this.request("GET", path)).events;
  }
}
