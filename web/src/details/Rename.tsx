// A new title for a group.
import type { ConversationView } from "@parley/client";
import { useState } from "react";
import { useClient } from "../client/client";
import { attempt } from "../client/errors";
import { Field } from "../door/Field";
import { useText } from "../i18n/text";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";

export const kTitleMax = 128;

export function titleFault(title: string): "details.titleEmpty" | "details.titleLong" | undefined {
  const length = [...title.trim()].length;
  if (length === 0) return "details.titleEmpty";
  return length > kTitleMax ? "details.titleLong" : undefined;
}

export function Rename({ view, onClose }: { view: ConversationView; onClose: () => void }) {
  const t = useText();
  const { conversations } = useClient();
  const [title, setTitle] = useState(view.title ?? "");
  const fault = titleFault(title);
  const rename = async () => {
    if (fault) return;
    if (title.trim() === view.title) return onClose();
    if (await attempt(() => conversations.change(view.conversation, { title: title.trim() })))
      onClose();
  };
  return (
    <Dialog
      title={t("details.rename")}
      onClose={onClose}
      actions={
        <>
          <Button look="plain" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button disabled={fault !== undefined} onClick={rename}>
            {t("ui.save")}
          </Button>
        </>
      }
    >
      <Field
        label={t("details.groupTitle")}
        value={title}
        onChange={setTitle}
        autoComplete="off"
        fault={fault && t(fault)}
      />
    </Dialog>
  );
}
