// The codes that open the account again when the password is lost. Shown once, after signing up.

import css from "../door/door.module.css";
import "../i18n/forms";
import { useText } from "../i18n/text";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { toast } from "../ui/toasts";

interface Props {
  codes: readonly string[];
  onClose: () => void;
}

export default function RecoveryCodes({ codes, onClose }: Props) {
  const t = useText();
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join("\n"));
    toast({ text: t("ui.copied") });
  };
  return (
    <Dialog
      title={t("recovery.title")}
      onClose={onClose}
      actions={
        <>
          <Button look="plain" onClick={copy}>
            {t("recovery.copy")}
          </Button>
          <Button onClick={onClose}>{t("recovery.kept")}</Button>
        </>
      }
    >
      <p>{t("recovery.text")}</p>
      <ul className={css.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </Dialog>
  );
}
