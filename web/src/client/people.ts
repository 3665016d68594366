// Names and presence of people as components need them.
import type { PresenceOf, Readable, User, UserId } from "@parley/client";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { seenAt, useNow } from "../i18n/dates";
import { text, useText } from "../i18n/text";
import { useClient, useReadable } from "./client";

export function nameOf(user: User | null | undefined): string {
  if (!user) return "…";
  if (user.deleted) return text()("people.deletedAccount");
  return user.display_name || user.username || "…";
}

// What stands for somebody while nobody is named: never known, never changing.
const nothing: Readable<null> = { get: () => null, subscribe: () => () => undefined };

export function useProfile(user: UserId | undefined): User | null {
  const client = useClient();
  return useReadable(useMemo(() => (user ? client.people.profile(user) : nothing), [client, user]));
}

export function useName(user: UserId | undefined): string {
  useText();
  return nameOf(useProfile(user));
}

export function useMyId(): UserId {
  return useReadable(useClient().session)?.user ?? "";
}

// Several values as one that changes when any of them does.
function together<T>(parts: Readable<T>[]): Readable<readonly T[]> {
  let last: readonly T[] = parts.map((part) => part.get());
  return {
    get: () => {
      const now = parts.map((part) => part.get());
      if (now.some((value, at) => value !== last[at])) last = now;
      return last;
    },
    subscribe: (listener) => {
      const ends = parts.map((part) => part.subscribe(listener));
      return () => {
        for (const end of ends) end();
      };
    },
  };
}

// Profiles of several people by id; those not known yet are absent.
export function useProfiles(users: readonly UserId[]): ReadonlyMap<UserId, User> {
  const client = useClient();
  const key = users.join(" ");
  const all = useMemo(() => {
    const ids = key ? key.split(" ") : [];
    return together(ids.map((id) => client.people.profile(id)));
  }, [client, key]);
  const profiles = useSyncExternalStore(all.subscribe, all.get);
  return useMemo(
    () => new Map(profiles.flatMap((user) => (user ? [[user.user, user] as const] : []))),
    [profiles],
  );
}

export function usePresence(user: UserId | undefined): PresenceOf | null {
  const client = useClient();
  return useReadable(
    useMemo(() => (user ? client.people.presence(user) : nothing), [client, user]),
  );
}

// How many of these are there now.
export function useOnlineCount(users: readonly UserId[]): number {
  const client = useClient();
  const key = users.join(" ");
  const all = useMemo(() => {
    const ids = key ? key.split(" ") : [];
    return together(ids.map((id) => client.people.presence(id)));
  }, [client, key]);
  const known = useSyncExternalStore(all.subscribe, all.get);
  return known.filter((one) => one?.state === "online").length;
}

// Asks to be told whether these people are there, while the component stands.
export function useWatch(users: readonly UserId[]) {
  const client = useClient();
  const key = users.join(" ");
  useEffect(() => {
    if (!key) return;
    const timer = setTimeout(() => {
      stop = client.people.watch(key.split(" ").slice(0, 200));
    }, 500);
    let stop = () => clearTimeout(timer);
    return () => stop();
  }, [client, key]);
}

// "online", "last seen 09:16", or nothing where it is hidden or not known.
export function usePresenceWords(user: UserId | undefined): string {
  const t = useText();
  const now = useNow();
  const presence = usePresence(user);
  if (!presence) return "";
  if (presence.state === "online") return t("presence.online");
  return presence.last_active_at ? seenAt(presence.last_active_at, now) : "";
}
