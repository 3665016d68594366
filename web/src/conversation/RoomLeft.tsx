// How much more fits, once it matters.
import { numberOf } from "../i18n/dates";
import { useText } from "../i18n/text";
import css from "./composer.module.css";

export function RoomLeft({ left }: { left: number | null }) {
  const t = useText();
  if (left === null) return null;
  return (
    <span className={`${css.count} ${left < 0 ? css.over : css.warn}`} role="status">
      {left < 0
        ? t("composer.over", { number: numberOf(-left) })
        : t("composer.left", { number: numberOf(left) })}
    </span>
  );
}
