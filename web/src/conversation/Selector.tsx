// What lies over a message while messages are chosen: the whole of it says yes or no.
import { useText } from "../i18n/text";
import { Icon } from "../ui/Icon";
import { useDeeds } from "./contexts";
import type { Shown } from "./rows";
import css from "./selector.module.css";

interface Props {
  shown: Shown;
  name: string;
  own: boolean;
  chosen: boolean;
}

export function Selector({ shown, name, own, chosen }: Props) {
  const t = useText();
  const deeds = useDeeds();
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={chosen}
      aria-label={`${t("message.select")}: ${name}, ${shown.text.slice(0, 100)}`}
      tabIndex={-1}
      className={`${css.over} ${own ? css.own : ""}`}
      onClick={() => deeds.select(shown)}
    >
      <span className={css.mark}>{chosen && <Icon name="check" size={16} />}</span>
    </button>
  );
}
