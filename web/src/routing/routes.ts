// The addresses of the client, read and written in one place.

export type SettingsPage =
  | "profile"
  | "privacy"
  | "notifications"
  | "devices"
  | "appearance"
  | "account";

export type Route =
  | { at: "chats"; archived: boolean }
  | { at: "conversation"; id: string; seq?: number; details: boolean }
  | { at: "search"; query: string }
  | { at: "people"; user?: string }
  | { at: "mentions" }
  | { at: "settings"; page?: SettingsPage }
  | { at: "new" }
  | { at: "share"; text: string };

const pages: readonly string[] = [
  "profile",
  "privacy",
  "notifications",
  "devices",
  "appearance",
  "account",
] satisfies SettingsPage[];

// A conversation id as the protocol spells it. Anything else in an address is the list.
const conversation = /^(?:g\d{1,20}|d\d{1,20}-\d{1,20})$/;

function conversationRoute(id: string | undefined, rest: string | undefined): Route {
  if (!id || !conversation.test(id)) return { at: "chats", archived: false };
  if (rest === "details") return { at: "conversation", id, details: true };
  const seq = rest && /^\d{1,15}$/.test(rest) ? Number(rest) : undefined;
  return { at: "conversation", id, details: false, ...(seq ? { seq } : {}) };
}

export function parseRoute(path: string, query = ""): Route {
  const [first, second, third] = path.split("/").filter(Boolean);
  const asked = new URLSearchParams(query);
  switch (first) {
    case "c":
      return conversationRoute(second, third);
    case "archived":
      return { at: "chats", archived: true };
    case "search":
      return { at: "search", query: asked.get("q") ?? "" };
    case "people":
      return second && /^\d{1,20}$/.test(second)
        ? { at: "people", user: second }
        : { at: "people" };
    case "mentions":
      return { at: "mentions" };
    case "settings":
      return second && pages.includes(second)
        ? { at: "settings", page: second as SettingsPage }
        : { at: "settings" };
    case "new":
      return { at: "new" };
    case "share":
      return {
        at: "share",
        text: ["title", "text", "url"].flatMap((name) => asked.get(name) ?? []).join("\n"),
      };
    default:
      return { at: "chats", archived: false };
  }
}

export const paths = {
  chats: "/",
  archived: "/archived",
  conversation: (id: string, seq?: number) => (seq ? `/c/${id}/${seq}` : `/c/${id}`),
  details: (id: string) => `/c/${id}/details`,
  search: (query: string) => (query ? `/search?q=${encodeURIComponent(query)}` : "/search"),
  people: "/people",
  person: (user: string) => `/people/${user}`,
  mentions: "/mentions",
  settings: (page?: SettingsPage) => (page ? `/settings/${page}` : "/settings"),
};
