// The small bar that comes with the pointer or the focus: the most used deeds, and the menu.
import { useText } from "../i18n/text";
import { IconButton } from "../ui/Button";
import { useDeeds } from "./contexts";
import css from "./message.module.css";
import type { Shown } from "./rows";

export function Acts({ shown }: { shown: Shown }) {
  const t = useText();
  const deeds = useDeeds();
  return (
    <div className={css.acts} role="toolbar" aria-label={t("message.actions")}>
      {deeds.mayWrite && (
        <>
          <button
            type="button"
            tabIndex={-1}
            className={css.thumb}
            aria-label={t("message.thumbsUp")}
            onClick={() => deeds.react(shown, "👍")}
          >
            👍
          </button>
          <IconButton
            icon="smile"
            size={20}
            tabIndex={-1}
            name={t("message.react")}
            onClick={(event) => deeds.pick(shown, event.currentTarget)}
          />
          <IconButton
            icon="reply"
            size={20}
            tabIndex={-1}
            name={t("message.reply")}
            onClick={() => deeds.reply(shown)}
          />
        </>
      )}
      <IconButton
        icon="more"
        size={20}
        tabIndex={-1}
        name={t("message.more")}
        onClick={(event) => deeds.menu(shown, event.currentTarget)}
      />
    </div>
  );
}
