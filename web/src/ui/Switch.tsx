// On or off, applied at once.
import css from "./switch.module.css";

interface Props {
  name: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

export function Switch({ name, on, onChange }: Props) {
  return (
    <button
      type="button"
      role="switch"
      className={css.switch}
      aria-checked={on}
      aria-label={name}
      onClick={() => onChange(!on)}
    />
  );
}
