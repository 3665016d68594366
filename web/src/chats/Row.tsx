// One conversation in the list: who or what, when, the last words, and what is unread. Its height
// is fixed, so that the list never measures.
import type { ConversationView } from "@parley/client";
import { isMuted, useTitleOf } from "../client/conversations";
import { usePresence } from "../client/people";
import { exactDate, shortDate, useNow } from "../i18n/dates";
import { useText } from "../i18n/text";
import { Avatar } from "../ui/Avatar";
import { Badge, MentionBadge } from "../ui/Badge";
import { Icon } from "../ui/Icon";
import { Preview, usePreview } from "./Preview";
import css from "./row.module.css";

// What a screen reader says of a row, in one sentence.
export function useRowSentence(view: ConversationView, title: string): string {
  const t = useText();
  const now = useNow();
  const { prefix, words } = usePreview(view);
  return [
    title,
    view.kind === "group" && t("chats.group"),
    view.preferences.pinned && t("chats.pinned"),
    view.unread > 0 && t("chats.unread", { count: view.unread }),
    view.unread_mentions > 0 && t("chats.mentionsYou"),
    view.draft && t("chats.draft"),
    prefix ? `${prefix}: ${words}` : words,
    shortDate(view.at, now),
  ]
    .filter(Boolean)
    .join(", ");
}

export function Row({ view }: { view: ConversationView }) {
  const t = useText();
  const now = useNow();
  const title = useTitleOf(view.conversation);
  const presence = usePresence(view.other);
  const sentence = useRowSentence(view, title);
  const muted = isMuted(view, now);
  const unread = view.unread > 0 || view.preferences.marked_unread === true;
  return (
    <div className={`${css.row} ${unread && !muted ? css.unread : ""}`}>
      <span className="sr">{sentence}</span>
      <Avatar
        id={view.other ?? view.conversation}
        name={title}
        group={view.kind === "group"}
        online={presence?.state === "online"}
      />
      <span aria-hidden="true" className={css.words}>
        <span className={css.top}>
          <span className={`cut ${css.name}`} dir="auto">
            {title}
          </span>
          {view.preferences.pinned && <Icon name="pin" size={16} className={css.flag} />}
          {muted && <Icon name="bell-off" size={16} className={css.flag} />}
          <time dateTime={new Date(view.at).toISOString()} title={exactDate(view.at)}>
            <bdi>{shortDate(view.at, now)}</bdi>
          </time>
        </span>
        <span className={css.sub}>
          <span className={css.preview}>
            <Preview view={view} />
          </span>
          {view.unread_mentions > 0 && <MentionBadge />}
          <Badge count={view.unread} quiet={muted} />
          {view.unread === 0 && view.preferences.marked_unread && (
            <i className={css.marked} title={t("chats.markedUnread")} />
          )}
        </span>
      </span>
    </div>
  );
}
