// Oneself, as others see one.
import { useState } from "react";
import { useClient, useReadable } from "../client/client";
import { attempt } from "../client/errors";
import { useMyId } from "../client/people";
import pane from "../details/pane.module.css";
import { Setting } from "../details/Setting";
import { Field } from "../door/Field";
import { nameFault } from "../door/rules";
import { useText } from "../i18n/text";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { toast } from "../ui/toasts";
import css from "./settings.module.css";

export function ProfilePage() {
  const t = useText();
  const { account } = useClient();
  const id = useMyId();
  const me = useReadable(account.me);
  const [typed, setTyped] = useState<string | null>(null);
  if (!me) return null;
  const name = typed ?? me.display_name;
  const fault = nameFault(name);
  const changed = name.trim() !== me.display_name;
  const save = async () => {
    if (fault || !changed) return;
    if (await attempt(() => account.update({ display_name: name.trim() }))) {
      setTyped(null);
      toast({ text: t("settings.nameSaved") });
    }
  };
  const copy = async () => {
    await navigator.clipboard.writeText(`@${me.username}`);
    toast({ text: t("ui.copied") });
  };
  return (
    <>
      <h3>{t("settings.profile")}</h3>
      <div className={pane.hero}>
        <Avatar id={id} name={name} size={88} />
      </div>
      <form
        className={css.forms}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label={t("door.displayName")}
          value={name}
          onChange={setTyped}
          autoComplete="name"
          hint={t("settings.nameHint")}
          fault={fault && t(`door.fault.${fault}`)}
        />
        {changed && (
          <Button type="submit" disabled={fault !== undefined}>
            {t("ui.save")}
          </Button>
        )}
      </form>
      <Setting
        icon="copy"
        name={`@${me.username}`}
        hint={t("people.copyUsername")}
        onClick={copy}
      />
    </>
  );
}
