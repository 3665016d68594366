// The reactions to a message as chips, in the order of first use; a click toggles one's own.
import { useState } from "react";
import { nameOf, useProfiles } from "../client/people";
import { listOf } from "../i18n/dates";
import { useText } from "../i18n/text";
import { useDeeds } from "./contexts";
import css from "./message.module.css";
import type { Shown } from "./rows";

const kKindsShown = 8;

interface Kind {
  emoji: string;
  users: string[];
}

function Chip({ kind, me, onClick }: { kind: Kind; me: string; onClick: () => void }) {
  const t = useText();
  const [asked, setAsked] = useState(false);
  const profiles = useProfiles(asked ? kind.users : []);
  const mine = kind.users.includes(me);
  const names = listOf(
    kind.users.map((user) => (user === me ? t("chats.you") : nameOf(profiles.get(user)))),
  );
  const count = kind.users.length;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={css.react}
      aria-pressed={mine}
      aria-label={t(mine ? "message.reactionMine" : "message.reaction", {
        emoji: kind.emoji,
        count,
      })}
      title={asked ? names : undefined}
      onPointerEnter={() => setAsked(true)}
      onClick={onClick}
    >
      <span aria-hidden="true">{kind.emoji}</span>
      {count}
    </button>
  );
}

export function Reactions({ shown, me }: { shown: Shown; me: string }) {
  const { react } = useDeeds();
  const [all, setAll] = useState(false);
  const kinds = shown.event?.reactions ?? [];
  if (kinds.length === 0) return null;
  const seen = all ? kinds : kinds.slice(0, kKindsShown);
  return (
    <div className={css.reacts}>
      {seen.map((kind) => (
        <Chip key={kind.emoji} kind={kind} me={me} onClick={() => react(shown, kind.emoji)} />
      ))}
      {seen.length < kinds.length && (
        <button type="button" tabIndex={-1} className={css.react} onClick={() => setAll(true)}>
          +{kinds.length - seen.length}
        </button>
      )}
    </div>
  );
}
