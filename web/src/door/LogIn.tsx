// Logging in on this device.
import { useRef, useState } from "react";
import { useClient } from "../client/client";
import { useText } from "../i18n/text";
import { Field } from "./Field";
import { Form } from "./Form";
import { type Refusal, refusalOf } from "./refusal";
import { lowered } from "./rules";

interface Props {
  notice: string | undefined;
  onOther: () => void;
}

export function LogIn({ notice, onOther }: Props) {
  const t = useText();
  const client = useClient();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [empty, setEmpty] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const nameField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  const submit = async () => {
    setEmpty(true);
    if (!username) return nameField.current?.focus();
    if (!password) return passwordField.current?.focus();
    setBusy(true);
    try {
      await client.logIn({ username, password });
    } catch (error) {
      const why = refusalOf(error, Date.now());
      setRefusal(why);
      setBusy(false);
      if (why.why !== "wrong") return;
      setPassword("");
      setEmpty(false);
      passwordField.current?.focus();
    }
  };

  return (
    <Form
      title={t("door.logIn")}
      lead={t("door.to", { host: location.host })}
      notice={notice}
      refusal={refusal}
      busy={busy}
      submit={t("door.logIn")}
      onSubmit={submit}
      other={
        <>
          {t("door.newHere")}{" "}
          <a
            href="/signup"
            onClick={(event) => {
              event.preventDefault();
              onOther();
            }}
          >
            {t("door.createAccount")}
          </a>
        </>
      }
    >
      <Field
        ref={nameField}
        label={t("door.username")}
        value={username}
        onChange={(value) => setUsername(lowered(value))}
        autoComplete="username"
        fault={empty && !username ? t("door.required") : undefined}
      />
      <Field
        ref={passwordField}
        label={t("door.password")}
        secret
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        fault={empty && !password ? t("door.required") : undefined}
      />
    </Form>
  );
}
