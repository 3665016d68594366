// A very long message whole, in a pane of its own.
import type { OpenConversation } from "@parley/client";
import { useEffect, useState } from "react";
import { wordsFor } from "../client/errors";
import { useName } from "../client/people";
import { useText } from "../i18n/text";
import { type Names, Rich } from "../text/Rich";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import css from "./reader.module.css";
import type { Shown } from "./rows";

interface Props {
  open: OpenConversation;
  shown: Shown;
  names: Names;
  onClose: () => void;
}

export default function Reader({ open, shown, names, onClose }: Props) {
  const t = useText();
  const name = useName(shown.sender);
  const truncated = shown.event?.truncated === true;
  const [text, setText] = useState(truncated ? "" : shown.text);
  const [failure, setFailure] = useState("");
  const { seq } = shown;
  useEffect(() => {
    if (!truncated || seq === null) return;
    let left = false;
    open.whole(seq).then(
      (event) => !left && setText(event.text),
      (error: unknown) => !left && setFailure(wordsFor(error)),
    );
    return () => {
      left = true;
    };
  }, [open, seq, truncated]);
  return (
    <Dialog
      wide
      title={name}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t("ui.close")}</Button>}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys. */}
      <section className={css.text} aria-label={t("message.whole")} tabIndex={0}>
        {failure || <Rich text={text} names={names} />}
      </section>
    </Dialog>
  );
}
