// One line of settings: what it is, how it stands, and a switch or a deed.
import type { ReactNode } from "react";
import { Icon, type IconName } from "../ui/Icon";
import { Switch } from "../ui/Switch";
import css from "./pane.module.css";

interface Props {
  icon: IconName;
  name: string;
  hint?: ReactNode;
  end?: ReactNode;
  danger?: boolean;
  onClick?: () => void;
}

export function Setting({ icon, name, hint, end, danger = false, onClick }: Props) {
  const inside = (
    <>
      <Icon name={icon} />
      <span className={css.what}>
        {name}
        {hint && <span>{hint}</span>}
      </span>
      {end}
    </>
  );
  const looks = `${css.set} ${danger ? css.danger : ""}`;
  if (!onClick) return <div className={looks}>{inside}</div>;
  return (
    <button type="button" className={looks} onClick={onClick}>
      {inside}
    </button>
  );
}

interface SwitchProps {
  icon: IconName;
  name: string;
  hint?: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

export function SwitchSetting({ on, onChange, ...rest }: SwitchProps) {
  return <Setting {...rest} end={<Switch name={rest.name} on={on} onChange={onChange} />} />;
}
