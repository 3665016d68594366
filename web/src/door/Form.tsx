// The frame of both forms: title, what went wrong, the fields, one button and the way to the other.
import type { FormEvent, ReactNode } from "react";
import { useText } from "../i18n/text";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Art } from "./Art";
import css from "./door.module.css";
import { type Refusal, useSecondsUntil } from "./refusal";

export function Door({ children }: { children: ReactNode }) {
  return (
    <div className={css.door}>
      <Art />
      <main className={css.side}>{children}</main>
    </div>
  );
}

function RefusalWords({ refusal, seconds }: { refusal: Refusal; seconds: number }) {
  const t = useText();
  switch (refusal.why) {
    case "taken":
      return null;
    case "wait":
      return seconds > 0
        ? t("door.wait", {
            time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`,
          })
        : t("door.waitOver");
    default:
      return t(`door.${refusal.why}`);
  }
}

interface Props {
  title: string;
  lead: string;
  notice: string | undefined;
  refusal: Refusal | undefined;
  busy: boolean;
  submit: string;
  onSubmit: () => void;
  children: ReactNode;
  other: ReactNode;
}

export function Form(props: Props) {
  const { refusal } = props;
  const seconds = useSecondsUntil(refusal?.why === "wait" ? refusal.until : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!props.busy && seconds === 0) props.onSubmit();
  };
  const shown = refusal && refusal.why !== "taken";
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <h1>{props.title}</h1>
      <p className={css.lead}>{props.lead}</p>
      {(shown || props.notice) && (
        <div className={css.note} role="alert">
          <Icon name="alert" size={20} />
          <span>{shown ? <RefusalWords refusal={refusal} seconds={seconds} /> : props.notice}</span>
        </div>
      )}
      {props.children}
      <Button type="submit" className={css.submit} disabled={seconds > 0} aria-busy={props.busy}>
        {props.busy ? (
          <>
            <i className={css.ring} aria-hidden="true" />
            <span className="sr">{props.submit}</span>
          </>
        ) : (
          props.submit
        )}
      </Button>
      <p className={css.alt}>{props.other}</p>
    </form>
  );
}
