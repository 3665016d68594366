// The keys that work everywhere. Those of a message are in the conversation, those of the composer
// there.
import { useEffect } from "react";
import { useClient } from "../client/client";
import { hasFinePointer } from "../client/media";
import { go, replace } from "../routing/router";
import { paths, type Route } from "../routing/routes";
import { detailsOpen, findQuery, openDialog, searchQuery } from "./state";

const typing = "input, textarea, [contenteditable], [role='menu'], [role='dialog']";

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(typing) !== null;
}

// Moves the focus to the next pane that is on screen, around the end.
function nextPane(backwards: boolean) {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")];
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = (here + (backwards ? -1 : 1) + panes.length) % panes.length;
  const pane = panes[next];
  const first =
    pane?.querySelector<HTMLElement>("textarea, [data-pane-focus]") ??
    pane?.querySelector<HTMLElement>("a[href], button, input, [tabindex='0']");
  first?.focus();
}

export function useShellKeys(route: Route) {
  const client = useClient();
  const here = route.at === "conversation" ? route.id : undefined;
  useEffect(() => {
    const neighbour = (step: number, unread: boolean) => {
      const all = client.conversations.list
        .get()
        .conversations.filter((one) => !one.preferences.archived);
      const at = all.findIndex((one) => one.conversation === here);
      for (let next = at === -1 && step < 0 ? all.length - 1 : at + step; ; next += step) {
        const one = all[next];
        if (!one) return;
        if (!unread || one.unread > 0) return go(paths.conversation(one.conversation));
      }
    };
    const closeTop = () => {
      if (findQuery.get() !== null) findQuery.set(null);
      else if (searchQuery.get() !== null) searchQuery.set(null);
      else if (detailsOpen.get()) detailsOpen.set(false);
      else if (route.at === "conversation" && route.details) replace(paths.conversation(route.id));
      if (hasFinePointer()) document.querySelector<HTMLElement>("textarea[data-composer]")?.focus();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const control = event.ctrlKey || event.metaKey;
      if (control && event.key.toLowerCase() === "k") {
        searchQuery.set(searchQuery.get() ?? "");
        if (matchMedia("(max-width: 719px)").matches) go(paths.search(""));
        requestAnimationFrame(() =>
          document.querySelector<HTMLInputElement>("input[data-search]")?.focus(),
        );
      } else if (control && event.key.toLowerCase() === "f" && here && findQuery.get() === null) {
        findQuery.set("");
      } else if (control && event.key === "." && here) {
        detailsOpen.set(!detailsOpen.get());
      } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
        neighbour(event.key === "ArrowUp" ? -1 : 1, event.shiftKey);
      } else if (event.key === "F6") {
        nextPane(event.shiftKey);
      } else if (event.key === "?" && !isTyping(event.target)) {
        openDialog.set("shortcuts");
      } else if (event.key === "Escape") {
        return closeTop();
      } else {
        return;
      }
      event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [client, here, route]);
}
