// A message that was found: where, when, who, and its words with the hit marked.
import type { FoundMessage } from "@parley/client";
import { otherOf, useTitleOf } from "../client/conversations";
import { useMyId, useName } from "../client/people";
import { exactDate, shortDate, useNow } from "../i18n/dates";
import { useText } from "../i18n/text";
import { Link } from "../routing/router";
import { paths } from "../routing/routes";
import { MarkedText } from "../text/Rich";
import { Avatar } from "../ui/Avatar";
import css from "./search.module.css";
import { snippet } from "./snippet";

interface Props {
  found: FoundMessage;
  query: string;
  current: boolean;
  onFollow?: () => void;
}

export function Hit({ found, query, current, onFollow }: Props) {
  const t = useText();
  const now = useNow();
  const me = useMyId();
  const { conversation, event } = found;
  const title = useTitleOf(conversation);
  const name = useName(event.sender);
  const other = otherOf(conversation, me);
  return (
    <Link
      className={css.hit}
      href={paths.conversation(conversation, event.seq)}
      aria-current={current ? "true" : undefined}
      onClick={onFollow}
    >
      <span className={css.top}>
        <Avatar id={other ?? conversation} name={title || "?"} size={24} group={!other} />
        <b className="cut" dir="auto">
          {title}
        </b>
        <time dateTime={new Date(event.sent_at).toISOString()} title={exactDate(event.sent_at)}>
          {shortDate(event.sent_at, now)}
        </time>
      </span>
      <p dir="auto">
        <b>{t("chats.says", { who: event.sender === me ? t("chats.you") : name })}</b>{" "}
        <MarkedText text={snippet(event.text, query)} hit={query.trim()} />
      </p>
    </Link>
  );
}
