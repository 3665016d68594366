// What completes @names and :emoji: at most five rows above the text, moved through by arrows while
// the focus stays in the text.
import type { User, UserId } from "@parley/client";
import { type KeyboardEvent, useEffect, useMemo, useState } from "react";
import { nameOf, useProfiles } from "../client/people";
import { useText } from "../i18n/text";
import { Avatar } from "../ui/Avatar";
import css from "./composer.module.css";
import type { Completion } from "./composerRules";
import { type EmojiEntry, findEmoji } from "./emoji";

const kRows = 5;

export interface Suggestion {
  key: string;
  insert: string;
  user?: User;
  emoji?: EmojiEntry;
}

function matching(profiles: ReadonlyMap<UserId, User>, typed: string): Suggestion[] {
  return [...profiles.values()]
    .filter((user) => {
      const name = user.display_name?.toLowerCase() ?? "";
      return (
        user.username?.startsWith(typed) || name.split(" ").some((part) => part.startsWith(typed))
      );
    })
    .slice(0, kRows)
    .map((user) => ({ key: user.user, insert: `@${user.username}`, user }));
}

const nobody: UserId[] = [];

export function useSuggestions(completion: Completion | null, members: readonly UserId[]) {
  const profiles = useProfiles(completion?.kind === "mention" ? members : nobody);
  const [found, setFound] = useState<Suggestion[]>([]);
  const [at, setAt] = useState(0);
  const { kind, typed = "" } = completion ?? {};
  useEffect(() => {
    setAt(0);
    if (kind !== "emoji") return setFound([]);
    let left = false;
    findEmoji(typed, kRows).then(
      (some) =>
        !left &&
        setFound(some.map((emoji) => ({ key: emoji.unicode, insert: emoji.unicode, emoji }))),
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [kind, typed]);
  const people = useMemo(() => matching(profiles, typed), [profiles, typed]);
  const items = kind === "mention" ? people : kind === "emoji" ? found : [];
  const chosen = items[Math.min(at, items.length - 1)];
  // True if the key was for the suggestions.
  const onKey = (event: KeyboardEvent, take: (suggestion: Suggestion) => void): boolean => {
    if (!chosen) return false;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step) setAt((at + step + items.length) % items.length);
    else if (event.key === "Enter" || event.key === "Tab") take(chosen);
    else return false;
    event.preventDefault();
    return true;
  };
  return { items, chosen, active: chosen && `suggestion-${chosen.key}`, onKey };
}

interface Props {
  state: ReturnType<typeof useSuggestions>;
  onTake: (suggestion: Suggestion) => void;
}

export function Suggestions({ state, onTake }: Props) {
  const t = useText();
  if (state.items.length === 0) return null;
  return (
    <div
      className={css.suggestions}
      id="suggestions"
      role="listbox"
      aria-label={t("composer.suggestions")}
    >
      {state.items.map((one) => (
        <div
          key={one.key}
          id={`suggestion-${one.key}`}
          role="option"
          tabIndex={-1}
          aria-selected={one === state.chosen}
          className={css.suggestion}
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(one);
          }}
        >
          {one.user ? (
            <>
              <Avatar id={one.user.user} name={nameOf(one.user)} size={24} />
              <b dir="auto">{nameOf(one.user)}</b>
              <span>@{one.user.username}</span>
            </>
          ) : (
            <>
              <i className={css.emoji}>{one.emoji?.unicode}</i>
              {one.emoji?.label}
            </>
          )}
        </div>
      ))}
    </div>
  );
}
