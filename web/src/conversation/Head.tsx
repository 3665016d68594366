// What stands above the oldest row that is loaded: the beginning in words, or that older ones are
// on their way. Its height never changes, so nothing below it moves.
import type { MessageWindow, OpenConversation } from "@parley/client";
import { useText } from "../i18n/text";
import { useDeeds } from "./contexts";
import css from "./log.module.css";

interface Props {
  open: OpenConversation;
  window: MessageWindow;
  title: string;
  joined: boolean;
}

export function Head({ open, window, title, joined }: Props) {
  const t = useText();
  const { group } = useDeeds();
  if (window.failed && !window.at_start)
    return (
      <div className={css.head}>
        <p className={css.again}>
          {t("conversation.notLoaded")}
          <button type="button" onClick={() => open.older()}>
            {t("failed.again")}
          </button>
        </p>
      </div>
    );
  if (window.at_start)
    return (
      <div className={css.head}>
        <p className={css.start}>
          {joined
            ? t("conversation.joined")
            : t(group ? "conversation.start" : "conversation.startDirect", { title })}
        </p>
      </div>
    );
  return (
    <div className={css.head} aria-hidden="true">
      <div className={css.bone} />
      <div className={css.bone} />
      <div className={css.bone} />
    </div>
  );
}
