// All keys, as a table.
import { useText } from "../i18n/text";
import { Dialog } from "../ui/Dialog";
import css from "./shortcuts.module.css";

const keys = [
  ["Ctrl K", "find"],
  ["Alt ↑ / Alt ↓", "neighbours"],
  ["Alt Shift ↑ / ↓", "unread"],
  ["Ctrl F", "findHere"],
  ["Ctrl .", "details"],
  ["F6 / Shift F6", "panes"],
  ["↑", "editLast"],
  ["↑ ↓ Home End", "messages"],
  ["R · E · + · Del · C", "deeds"],
  ["Enter", "menu"],
  ["Space", "select"],
  ["Escape", "close"],
] as const;

export default function Shortcuts({ onClose }: { onClose: () => void }) {
  const t = useText();
  return (
    <Dialog title={t("keys.title")} onClose={onClose} wide>
      <dl className={css.keys}>
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`keys.${what}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
