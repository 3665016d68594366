// Where we are, from the address bar, and how to go elsewhere. `go` adds a history entry, `replace`
// does not, `back` goes where the reader came from, or to the given place if we are the first
// entry.
import { type AnchorHTMLAttributes, type MouseEvent, useMemo, useSyncExternalStore } from "react";
import { parseRoute, type Route } from "./routes";

const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("popstate", listener);
  };
}

const address = () => location.pathname + location.search;

function tell() {
  for (const listener of listeners) listener();
}

// How many of our own entries lie before this one.
function depth(): number {
  const state: unknown = history.state;
  if (typeof state === "object" && state !== null && "depth" in state) return Number(state.depth);
  return 0;
}

export function go(path: string) {
  if (path === address()) return;
  history.pushState({ depth: depth() + 1 }, "", path);
  tell();
}

export function replace(path: string) {
  history.replaceState({ depth: depth() }, "", path);
  tell();
}

export function back(otherwise = "/") {
  if (depth() > 0) history.back();
  else replace(otherwise);
}

export function useRoute(): Route {
  const now = useSyncExternalStore(subscribe, address);
  return useMemo(() => {
    const url = new URL(now, location.origin);
    return parseRoute(url.pathname, url.search);
  }, [now]);
}

// A link inside the client: a real one, so that it can be opened in a new tab.
export function Link({ href, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement>) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0;
    if (event.defaultPrevented || modified || !href) return;
    event.preventDefault();
    go(href);
  };
  return <a href={href} onClick={follow} {...rest} />;
}
