// Which pane a phone shows for an address, and what stands in the list's place.
import type { Route } from "../routing/routes";

export type Pane = "list" | "main" | "details";
export type Root = "chats" | "mentions" | "people" | "settings" | "search";

export function rootOf(route: Route): Root {
  switch (route.at) {
    case "people":
    case "mentions":
    case "settings":
    case "search":
      return route.at;
    default:
      return "chats";
  }
}

export function paneOf(route: Route): Pane {
  switch (route.at) {
    case "conversation":
      return route.details ? "details" : "main";
    case "people":
      return route.user ? "main" : "list";
    case "settings":
      return route.page ? "main" : "list";
    default:
      return "list";
  }
}

// Roots have the tab bar of phones; a pushed list, such as the search, has none.
export function hasTabs(route: Route): boolean {
  return (
    paneOf(route) === "list" && route.at !== "search" && !(route.at === "chats" && route.archived)
  );
}
