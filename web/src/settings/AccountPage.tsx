// Password, logging out, and the end of the account.
import { ParleyError } from "@parley/client";
import { useState } from "react";
import { useClient, useReadable } from "../client/client";
import { attempt, wordsFor } from "../client/errors";
import { Setting } from "../details/Setting";
import { Field } from "../door/Field";
import { passwordFault } from "../door/rules";
import { useText } from "../i18n/text";
import { Button } from "../ui/Button";
import { confirm } from "../ui/confirm";
import { Dialog } from "../ui/Dialog";
import { toast } from "../ui/toasts";

function useRefusal() {
  const t = useText();
  return (error: unknown) =>
    error instanceof ParleyError && (error.code === "unauthorized" || error.code === "forbidden")
      ? t("settings.wrongPassword")
      : wordsFor(error);
}

function ChangePassword({ onClose }: { onClose: () => void }) {
  const t = useText();
  const words = useRefusal();
  const { account } = useClient();
  const [old, setOld] = useState("");
  const [next, setNext] = useState("");
  const [failure, setFailure] = useState("");
  const fault = passwordFault(next);
  const change = async () => {
    try {
      await account.changePassword(old, next);
      toast({ text: t("settings.passwordChanged") });
      onClose();
    } catch (error) {
      setFailure(words(error));
    }
  };
  return (
    <Dialog
      title={t("settings.password")}
      onClose={onClose}
      actions={
        <>
          <Button look="plain" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button disabled={!old || fault !== undefined} onClick={change}>
            {t("ui.save")}
          </Button>
        </>
      }
    >
      <p>{t("settings.passwordHint")}</p>
      <Field
        label={t("settings.oldPassword")}
        secret
        value={old}
        onChange={setOld}
        autoComplete="current-password"
        fault={failure || undefined}
      />
      <Field
        label={t("settings.newPassword")}
        secret
        value={next}
        onChange={setNext}
        autoComplete="new-password"
        hint={t("door.fault.password.short")}
        fault={next && fault ? t(`door.fault.${fault}`) : undefined}
      />
    </Dialog>
  );
}

function DeleteAccount({ username, onClose }: { username: string; onClose: () => void }) {
  const t = useText();
  const words = useRefusal();
  const { account } = useClient();
  const [typed, setTyped] = useState("");
  const [password, setPassword] = useState("");
  const [failure, setFailure] = useState("");
  const remove = async () => {
    try {
      await account.deleteAccount(password);
    } catch (error) {
      setFailure(words(error));
    }
  };
  return (
    <Dialog
      title={t("settings.deleteAccount")}
      role="alertdialog"
      onClose={onClose}
      actions={
        <>
          <Button look="plain" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button look="danger" disabled={typed !== username || !password} onClick={remove}>
            {t("settings.deleteForEver")}
          </Button>
        </>
      }
    >
      <p>{t("settings.deleteText", { username })}</p>
      <Field label={t("door.username")} value={typed} onChange={setTyped} autoComplete="off" />
      <Field
        label={t("door.password")}
        secret
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        fault={failure || undefined}
      />
    </Dialog>
  );
}

export function AccountPage() {
  const t = useText();
  const client = useClient();
  const me = useReadable(client.account.me);
  const [open, setOpen] = useState<"password" | "delete" | null>(null);
  const logOut = async () => {
    const sure = await confirm({
      title: t("settings.logOutTitle"),
      text: t("settings.logOutText"),
      action: t("settings.logOut"),
    });
    if (sure) await attempt(() => client.logOut());
  };
  return (
    <>
      <h3>{t("settings.account")}</h3>
      <Setting icon="key" name={t("settings.password")} onClick={() => setOpen("password")} />
      <Setting icon="leave" name={t("settings.logOut")} onClick={logOut} />
      <Setting
        icon="trash"
        danger
        name={t("settings.deleteAccount")}
        onClick={() => setOpen("delete")}
      />
      {open === "password" && <ChangePassword onClose={() => setOpen(null)} />}
      {open === "delete" && me && (
        <DeleteAccount username={me.username} onClose={() => setOpen(null)} />
      )}
    </>
  );
}
