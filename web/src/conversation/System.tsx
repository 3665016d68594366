// Rows that nobody wrote: days, the line above what is unread, events of the group, who types.
import type { ListedEvent, UserId } from "@parley/client";
import { nameOf, useMyId, useProfiles } from "../client/people";
import { dayName, listOf, useNow } from "../i18n/dates";
import { useText } from "../i18n/text";
import css from "./log.module.css";
import { kClose, kOpen, namedIn, systemWords } from "./systemWords";

const marks = new RegExp(`${kOpen}([^${kClose}]*)${kClose}`);

// Words with names between marks, the names bold.
function Bold({ words }: { words: string }) {
  return words.split(marks).map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never move.
      <b key={at} dir="auto">
        {part}
      </b>
    ) : (
      part
    ),
  );
}

export function Day({ at }: { at: number }) {
  const now = useNow();
  return <div className={css.day}>{dayName(at, now)}</div>;
}

export function UnreadLine({ count }: { count: number }) {
  const t = useText();
  return (
    // biome-ignore lint/a11y/useAriaPropsForRole: nobody moves it.
    // biome-ignore lint/a11y/useFocusableInteractive: it parts what is read from what is not.
    <div className={css.unreadLine} role="separator" data-unread-line>
      <span>{t("conversation.newMessages", { count })}</span>
    </div>
  );
}

export function System({ events }: { events: ListedEvent[] }) {
  useText();
  const me = useMyId();
  const profiles = useProfiles(events.flatMap(namedIn));
  const words = systemWords(events, me, (user) => nameOf(profiles.get(user)));
  return words.map((sentence) => (
    <div key={sentence} className={css.system}>
      <Bold words={sentence} />
    </div>
  ));
}

export function useTypingWords(users: readonly UserId[], group: boolean): string {
  const t = useText();
  const profiles = useProfiles(users);
  if (users.length === 0) return "";
  if (!group) return t("typing.one");
  const names = users.map((user) => nameOf(profiles.get(user)));
  if (users.length > 2) return t("typing.many", { count: users.length });
  return t("typing.named", { count: users.length, who: listOf(names) });
}

export function Typing({ users, group }: { users: readonly UserId[]; group: boolean }) {
  const words = useTypingWords(users, group);
  return (
    <div className={`${css.typing} ${group ? "" : css.directTyping}`} aria-hidden="true">
      <span className={css.dots}>
        <i />
        <i />
        <i />
      </span>
      {words}
    </div>
  );
}
