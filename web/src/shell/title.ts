// The title of the window, with the number of conversations that have news: (3) Lighthouse weekend.
import { useEffect } from "react";
import { useClient, useReadable } from "../client/client";
import { useTitleOf } from "../client/conversations";
import { useText } from "../i18n/text";
import type { Route } from "../routing/routes";
import { rootOf } from "./panes";

interface Badging {
  setAppBadge?: (count?: number) => Promise<void>;
}

export function useTitle(route: Route) {
  const t = useText();
  const client = useClient();
  const { conversations } = useReadable(client.conversations.list);
  const now = Date.now();
  const news = conversations.filter(
    (one) =>
      one.unread > 0 && !one.preferences.archived && (one.preferences.muted_until ?? 0) < now,
  ).length;
  const conversation = useTitleOf(route.at === "conversation" ? route.id : undefined);
  const root = rootOf(route);
  const place = conversation || t(root === "search" ? "search.title" : `shell.${root}`);
  useEffect(() => {
    document.title = `${news > 0 ? `(${news}) ` : ""}${place} · Parley`;
  }, [news, place]);
  useEffect(() => {
    const badging: Badging = navigator;
    badging.setAppBadge?.(news).catch(() => undefined);
  }, [news]);
}
