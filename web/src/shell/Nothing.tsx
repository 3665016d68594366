// The main pane with nothing chosen: a welcome if there is no conversation at all, else the mark.
import { lazy } from "react";
import { useClient, useReadable } from "../client/client";
import { useText } from "../i18n/text";
import { Logo } from "../ui/Logo";
import css from "./nothing.module.css";

const FirstRun = lazy(() => import("./FirstRun"));

export function Nothing() {
  const t = useText();
  const { conversations, loaded } = useReadable(useClient().conversations.list);
  if (!loaded) return null;
  if (conversations.length === 0) return <FirstRun />;
  return (
    <div className={css.blank}>
      <span className={css.mark}>
        <Logo size={72} quiet />
      </span>
      <p>{t("empty.choose")}</p>
    </div>
  );
}
