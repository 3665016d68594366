// What stands over the header while messages are chosen: how many, and what can be done with all of
// them.
import { useEffect } from "react";
import { useClient } from "../client/client";
import { nameOf, useMyId } from "../client/people";
import { useText } from "../i18n/text";
import { IconButton } from "../ui/Button";
import { toast } from "../ui/toasts";
import { useDeeds } from "./contexts";
import type { LogRow, Shown } from "./rows";
import css from "./selecting.module.css";

// What closes before it.
const kAbove = "[role='dialog'], [role='alertdialog'], [role='menu']";

interface Props {
  rows: LogRow[];
  selected: ReadonlySet<number>;
}

export default function Selecting({ rows, selected }: Props) {
  const t = useText();
  const me = useMyId();
  const { people } = useClient();
  const deeds = useDeeds();
  const { unselect } = deeds;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const above = event.target instanceof Element && event.target.closest(kAbove);
      if (event.key !== "Escape" || above) return;
      event.preventDefault();
      unselect();
    };
    addEventListener("keydown", onKey, { capture: true });
    return () => removeEventListener("keydown", onKey, { capture: true });
  }, [unselect]);
  const chosen: Shown[] = rows.flatMap((row) =>
    row.kind === "message" && row.shown.seq !== null && selected.has(row.shown.seq)
      ? [row.shown]
      : [],
  );
  const lines = chosen.map(
    ({ sender, text }) => `${nameOf(people.profile(sender).get())}: ${text}`,
  );
  const copy = async () => {
    await navigator.clipboard.writeText(
      chosen.length === 1 ? (chosen[0]?.text ?? "") : lines.join("\n"),
    );
    toast({ text: t("ui.copied") });
    unselect();
  };
  const mayDelete = chosen.every((one) => one.sender === me || deeds.isAdmin);
  return (
    <div className={css.bar} role="toolbar" aria-label={t("message.actions")}>
      <IconButton icon="x" name={t("ui.close")} onClick={unselect} />
      <span className={css.count} role="status">
        {t("message.selected", { count: chosen.length })}
      </span>
      <IconButton icon="copy" name={t("message.copy")} onClick={copy} />
      {mayDelete && (
        <IconButton icon="trash" name={t("message.delete")} onClick={() => deeds.remove(chosen)} />
      )}
    </div>
  );
}
