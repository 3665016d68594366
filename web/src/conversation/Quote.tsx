// What a message answers to: one line of it, and the way to it.
import type { MessageEvent } from "@parley/client";
import { useContext, useEffect, useState } from "react";
import { useMyId, useName } from "../client/people";
import { useText } from "../i18n/text";
import { oneLine } from "../text/measure";
import { hue } from "../ui/Avatar";
import { LookupContext, useDeeds } from "./contexts";
import css from "./message.module.css";

export function useEvent(seq: number): MessageEvent | undefined {
  const near = useContext(LookupContext)(seq);
  const { open } = useDeeds();
  const [far, setFar] = useState<MessageEvent>();
  const known = near !== undefined;
  useEffect(() => {
    if (known) return;
    let left = false;
    open.whole(seq).then(
      (event) => !left && setFar(event),
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [open, seq, known]);
  return near ?? far;
}

export function Quote({ seq }: { seq: number }) {
  const t = useText();
  const { jump } = useDeeds();
  const me = useMyId();
  const event = useEvent(seq);
  const name = useName(event?.sender);
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`${css.quote} ${event ? hue(event.sender) : ""}`}
      onClick={() => jump(seq)}
    >
      <b className="cut" dir="auto">
        {event ? (event.sender === me ? t("chats.you") : name) : "…"}
      </b>
      <span className={event?.deleted ? css.gone : ""}>
        {event?.deleted ? t("message.deletedQuote") : oneLine(event?.text ?? "…")}
      </span>
    </button>
  );
}
