// How far an own message has come. The words go with it, so colour is never the only sign.

import { useText } from "../i18n/text";
import { Icon } from "./Icon";
import css from "./tick.module.css";

export type TickState = "sending" | "sent" | "delivered" | "read";

const two = "m1.8 7.3 2.9 2.9 5.3-6M9 9.3l1 .9 5.3-6";
const one = "m5.5 7.3 2.9 2.9 5.3-6";

export function Tick({ state }: { state: TickState }) {
  const t = useText();
  if (state === "sending")
    return (
      <span className={css.sending} role="img" aria-label={t("tick.sending")}>
        <Icon name="clock" size={16} className={css.clock} />
      </span>
    );
  return (
    <svg
      className={`${css.tick} ${state === "read" ? css.read : ""}`}
      viewBox="0 0 18 14"
      role="img"
      aria-label={t(`tick.${state}`)}
    >
      <path d={state === "sent" ? one : two} />
    </svg>
  );
}
