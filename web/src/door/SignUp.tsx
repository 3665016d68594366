// Making an account. The recovery codes that come with it are shown by the shell, once.
import { useRef, useState } from "react";
import { useClient } from "../client/client";
import { useText } from "../i18n/text";
import { Field } from "./Field";
import { Form } from "./Form";
import { recoveryCodes } from "./recovery";
import { type Refusal, refusalOf } from "./refusal";
import {
  type Fault,
  lowered,
  nameFault,
  otherUsernames,
  passwordFault,
  usernameFault,
  usernameWhileTyping,
} from "./rules";

type FieldName = "name" | "username" | "password";

export function SignUp({ onOther }: { onOther: () => void }) {
  const t = useText();
  const client = useClient();
  const [values, setValues] = useState({ name: "", username: "", password: "" });
  const [left, setLeft] = useState<ReadonlySet<FieldName>>(new Set());
  const [taken, setTaken] = useState("");
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const fields = {
    name: useRef<HTMLInputElement>(null),
    username: useRef<HTMLInputElement>(null),
    password: useRef<HTMLInputElement>(null),
  };
  const faults: Record<FieldName, Fault | undefined> = {
    name: nameFault(values.name),
    username: usernameFault(values.username),
    password: passwordFault(values.password),
  };
  const change = (field: FieldName) => (value: string) =>
    setValues({ ...values, [field]: field === "username" ? lowered(value) : value });
  const leave = (field: FieldName) => () => {
    if (values[field]) setLeft(new Set([...left, field]));
  };
  const words = (field: FieldName): string | undefined => {
    if (field === "username" && taken && values.username === taken) {
      const [first, second] = otherUsernames(taken, values.name);
      return t("door.taken", { name: taken, first, second });
    }
    const typing = field === "username" ? usernameWhileTyping(values.username) : undefined;
    const fault = left.has(field) ? faults[field] : typing;
    return fault && t(`door.fault.${fault}`);
  };

  const submit = async () => {
    setLeft(new Set<FieldName>(["name", "username", "password"]));
    const order: FieldName[] = ["name", "username", "password"];
    const wrong = order.find((field) => faults[field]);
    if (wrong) return fields[wrong].current?.focus();
    setBusy(true);
    try {
      const { username, password } = values;
      const made = await client.signUp({ username, password, display_name: values.name.trim() });
      recoveryCodes.set(made.recovery_codes);
    } catch (error) {
      const why = refusalOf(error, Date.now());
      setBusy(false);
      setRefusal(why);
      if (why.why !== "taken") return;
      setTaken(values.username);
      fields.username.current?.focus();
    }
  };

  return (
    <Form
      title={t("door.createAccount")}
      lead={t("door.on", { host: location.host })}
      notice={undefined}
      refusal={refusal}
      busy={busy}
      submit={t("door.create")}
      onSubmit={submit}
      other={
        <>
          {t("door.haveAccount")}{" "}
          <a
            href="/login"
            onClick={(event) => {
              event.preventDefault();
              onOther();
            }}
          >
            {t("door.logIn")}
          </a>
        </>
      }
    >
      <Field
        ref={fields.name}
        label={t("door.displayName")}
        value={values.name}
        onChange={change("name")}
        onLeave={leave("name")}
        autoComplete="name"
        hint={t("door.displayNameHint")}
        fault={words("name")}
      />
      <Field
        ref={fields.username}
        label={t("door.username")}
        value={values.username}
        onChange={change("username")}
        onLeave={leave("username")}
        autoComplete="username"
        fault={words("username")}
      />
      <Field
        ref={fields.password}
        label={t("door.password")}
        secret
        value={values.password}
        onChange={change("password")}
        onLeave={leave("password")}
        autoComplete="new-password"
        hint={t("door.fault.password.short")}
        fault={words("password")}
        good={faults.password ? undefined : t("door.longEnough")}
      />
    </Form>
  );
}
