// The dialog of `confirm`.
import { useText } from "../i18n/text";
import { Button } from "./Button";
import type { Question as Asked } from "./confirm";
import { Dialog } from "./Dialog";

export default function Question({ asked }: { asked: Asked }) {
  const t = useText();
  return (
    <Dialog
      title={asked.title}
      role="alertdialog"
      onClose={() => asked.answer(false)}
      actions={
        <>
          <Button look="plain" onClick={() => asked.answer(false)}>
            {t("ui.cancel")}
          </Button>
          <Button look={asked.danger ? "danger" : "fill"} onClick={() => asked.answer(true)}>
            {asked.action}
          </Button>
        </>
      }
    >
      <p>{asked.text}</p>
    </Dialog>
  );
}
