// The coloured side of the door.
import { useId } from "react";
import { useText } from "../i18n/text";
import { Logo } from "../ui/Logo";
import css from "./door.module.css";

function Drawing() {
  const mask = useId();
  return (
    <svg
      className={css.draw}
      viewBox="0 0 700 880"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <mask id={mask}>
        <path fill="#fff" d="M0 0h700v880H0z" />
        <circle cx="468" cy="556" r="196" />
      </mask>
      <path
        mask={`url(#${mask})`}
        fill="light-dark(#86325B,#A3466F)"
        d="M92 400a190 190 0 1 1 190 190H126a34 34 0 0 1-34-34z"
      />
      <path
        fill="light-dark(#E09A5B,#D99A62)"
        d="M644 556a176 176 0 1 0-176 176h145a31 31 0 0 0 31-31z"
      />
      <g fill="none" strokeLinecap="round" strokeWidth="17">
        <path stroke="light-dark(#F3E1E8,#F6DCE8)" opacity=".9" d="M176 356h150M176 410h86" />
        <path stroke="light-dark(#5A3413,#4A2A0D)" opacity=".75" d="M392 532h158M392 586h104" />
      </g>
    </svg>
  );
}

export function Art() {
  const t = useText();
  return (
    <section className={css.art} aria-hidden="true">
      <Drawing />
      <span className={css.brand}>
        <Logo />
        Parley
      </span>
      <div>
        <p className={css.motto}>
          {t("door.motto1")}
          <br />
          {t("door.motto2")}
        </p>
        <p className={css.by}>{t("door.by")}</p>
      </div>
    </section>
  );
}
