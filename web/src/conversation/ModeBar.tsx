// Above the text: what is being answered or changed, and the way out.
import { useMyId, useName } from "../client/people";
import { useText } from "../i18n/text";
import { oneLine } from "../text/measure";
import { hue } from "../ui/Avatar";
import { IconButton } from "../ui/Button";
import { Icon } from "../ui/Icon";
import css from "./composer.module.css";
import type { Mode } from "./modes";

export function ModeBar({ mode, onClose }: { mode: NonNullable<Mode>; onClose: () => void }) {
  const t = useText();
  const me = useMyId();
  const name = useName(mode.shown.sender);
  const own = mode.shown.sender === me;
  const edits = mode.kind === "edit";
  const words = edits
    ? t("composer.editing")
    : t("composer.replying", { who: own ? t("chats.yourself") : name });
  return (
    <div className={`${css.mode} ${edits ? "" : hue(mode.shown.sender)}`}>
      <Icon name={edits ? "edit" : "reply"} size={20} />
      <span className={css.what}>
        <b className="cut">{words}</b>
        <span className="cut" dir="auto">
          {oneLine(mode.shown.text)}
        </span>
      </span>
      <IconButton
        icon="x"
        size={20}
        name={t(edits ? "composer.stopEditing" : "composer.stopReplying")}
        onClick={onClose}
      />
    </div>
  );
}
