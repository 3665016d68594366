// A field of a form: its label above, its hint or fault below, and for passwords a button that
// shows what is typed.
import { type Ref, useId, useState } from "react";
import { useText } from "../i18n/text";
import { IconButton } from "../ui/Button";
import { Icon } from "../ui/Icon";
import css from "./field.module.css";

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onLeave?: () => void;
  autoComplete: string;
  secret?: boolean;
  hint?: string | undefined;
  fault?: string | undefined;
  good?: string | undefined;
  ref?: Ref<HTMLInputElement>;
}

function Below({ id, hint, fault, good }: { id: string } & Pick<Props, "hint" | "fault" | "good">) {
  if (fault)
    return (
      <span className={css.fault} id={id}>
        <Icon name="alert" size={16} />
        {fault}
      </span>
    );
  if (good)
    return (
      <span className={css.good} id={id}>
        <Icon name="check" size={16} />
        {good}
      </span>
    );
  return hint ? (
    <span className={css.hint} id={id}>
      {hint}
    </span>
  ) : null;
}

export function Field(props: Props) {
  const t = useText();
  const id = useId();
  const [shown, setShown] = useState(false);
  const described = props.hint || props.fault || props.good ? `${id}-below` : undefined;
  return (
    <div className={`${css.field} ${props.fault ? css.bad : ""}`}>
      <label htmlFor={id}>{props.label}</label>
      <span className={css.in}>
        <input
          ref={props.ref}
          id={id}
          type={props.secret && !shown ? "password" : "text"}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
          onBlur={props.onLeave}
          autoComplete={props.autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          dir="auto"
          aria-invalid={props.fault ? true : undefined}
          aria-describedby={described}
        />
        {props.secret && (
          <IconButton
            icon="eye"
            size={20}
            name={t("door.showPassword")}
            aria-pressed={shown}
            className={css.eye}
            onClick={() => setShown(!shown)}
          />
        )}
      </span>
      <Below id={`${id}-below`} hint={props.hint} fault={props.fault} good={props.good} />
    </div>
  );
}
