// One message: bubble, quote, text, time, tick, reactions, and what went wrong with it. Drawn again
// only when itself changes.
import { type FocusEvent, memo, useContext, useRef, useState } from "react";
import { hasFinePointer } from "../client/media";
import { nameOf, useMyId, useProfile } from "../client/people";
import { exactDate, timeOfDay } from "../i18n/dates";
import { useText } from "../i18n/text";
import { isBigEmoji } from "../text/measure";
import { Avatar, hue } from "../ui/Avatar";
import { useGestures } from "../ui/gestures";
import { Icon } from "../ui/Icon";
import { Tick, type TickState } from "../ui/Tick";
import { Acts } from "./Acts";
import { SelectedContext, ThroughContext, useDeeds } from "./contexts";
import { FailLine } from "./FailLine";
import { MessageText } from "./MessageText";
import css from "./message.module.css";
import { Quote } from "./Quote";
import { Reactions } from "./Reactions";
import type { Shown } from "./rows";
import { Selector } from "./Selector";

function useTick(shown: Shown): TickState {
  const through = useContext(ThroughContext);
  if (shown.seq === null) return shown.entry?.state === "accepted" ? "sent" : "sending";
  if (through.read >= shown.seq) return "read";
  return through.received >= shown.seq ? "delivered" : "sent";
}

function Meta({ shown, own, failed }: { shown: Shown; own: boolean; failed: boolean }) {
  const t = useText();
  const tick = useTick(shown);
  const deleted = shown.event?.deleted === true;
  return (
    <span className={css.meta}>
      {shown.event?.edited_at !== undefined && !deleted && <span>{t("message.edited")}</span>}
      <time dateTime={new Date(shown.at).toISOString()} title={exactDate(shown.at)}>
        <bdi>{timeOfDay(shown.at)}</bdi>
      </time>
      {own && !failed && !deleted && <Tick state={tick} />}
    </span>
  );
}

function Tombstone({ own, name }: { own: boolean; name: string }) {
  const t = useText();
  return (
    <span className={css.text}>
      <Icon name="trash" size={16} />
      {own ? t("message.youDeleted") : t("message.deletedBy", { who: name })}
    </span>
  );
}

interface Props {
  shown: Shown;
  first: boolean;
  last: boolean;
  focusable: boolean;
  hit: boolean;
  place: number;
}

function useActive() {
  const [active, setActive] = useState(false);
  return {
    active,
    handlers: {
      onPointerEnter: (event: React.PointerEvent) =>
        event.pointerType === "mouse" && setActive(true),
      onPointerLeave: () => setActive(false),
      onFocus: (event: FocusEvent) => event.target.matches(":focus-visible") && setActive(true),
      onBlur: (event: FocusEvent) =>
        !event.currentTarget.contains(event.relatedTarget) && setActive(false),
    },
  };
}

// A finger that rests opens what can be done; pulled to the end of the line, it answers.
function useFinger(shown: Shown) {
  const deeds = useDeeds();
  const bubble = useRef<HTMLDivElement>(null);
  const answers = deeds.mayWrite && shown.seq !== null && shown.event?.deleted !== true;
  const hand = useGestures({
    onRest: () => bubble.current && deeds.menu(shown, bubble.current),
    onPull: { end: answers ? () => deeds.reply(shown) : undefined },
  });
  return { bubble, hand };
}

function classesOf(
  shown: Shown,
  own: boolean,
  group: boolean,
  props: Props,
  failed: boolean,
): string {
  const deleted = shown.event?.deleted === true;
  return [
    css.msg,
    props.first && css.first,
    own && css.own,
    !group && css.direct,
    deleted && css.tomb,
    failed && css.failed,
    props.hit && css.hit,
    shown.event?.reactions?.length && css.reacted,
    shown.entry && css.arrives,
  ]
    .filter(Boolean)
    .join(" ");
}

export const Message = memo(function Message(props: Props) {
  const { shown } = props;
  const t = useText();
  const deeds = useDeeds();
  const me = useMyId();
  const own = shown.sender === me;
  const name = nameOf(useProfile(shown.sender));
  const { active, handlers } = useActive();
  const { bubble, hand } = useFinger(shown);
  const selected = useContext(SelectedContext);
  const deleted = shown.event?.deleted === true;
  const failure = [shown.entry, ...shown.pending].find((entry) => entry?.state === "failed");
  const big = !deleted && isBigEmoji(shown.text);
  const id = `m-${shown.key}`;
  return (
    <article
      {...handlers}
      {...hand}
      className={classesOf(shown, own, deeds.group, props, failure !== undefined)}
      data-key={shown.key}
      data-seq={shown.seq ?? undefined}
      aria-label={`${own ? t("chats.you") : name}, ${timeOfDay(shown.at)}`}
      aria-describedby={id}
      aria-current={props.hit ? "true" : undefined}
      aria-posinset={props.place}
      aria-setsize={-1}
      tabIndex={props.focusable ? 0 : -1}
    >
      {!hasFinePointer() && <Icon name="reply" size={20} className={css.answers} />}
      {!own && deeds.group && (
        <span className={css.side}>
          {props.last && <Avatar id={shown.sender} name={name} size={32} />}
        </span>
      )}
      <div className={`${css.stack} ${hue(shown.sender)}`}>
        <div ref={bubble} className={`${css.bubble} ${big ? css.alone : ""}`} id={id}>
          {props.first && !own && deeds.group && !deleted && (
            <span className={css.from} dir="auto">
              {name}
            </span>
          )}
          {shown.replyTo !== undefined && !deleted && <Quote seq={shown.replyTo} />}
          {deleted ? <Tombstone own={own} name={name} /> : <MessageText shown={shown} big={big} />}
          <Meta shown={shown} own={own} failed={failure !== undefined} />
          {active && !selected && shown.seq !== null && !deleted && <Acts shown={shown} />}
        </div>
        {!deleted && <Reactions shown={shown} me={me} />}
        {failure && <FailLine entry={failure} />}
      </div>
      {selected && shown.seq !== null && (
        <Selector shown={shown} name={name} own={own} chosen={selected.has(shown.seq)} />
      )}
    </article>
  );
});
