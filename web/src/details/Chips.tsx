// A few choices of which one holds.
import css from "./pane.module.css";

interface Props<T extends string> {
  name: string;
  choices: readonly (readonly [T, string])[];
  chosen: T;
  onChoose: (choice: T) => void;
}

export function Chips<T extends string>({ name, choices, chosen, onChoose }: Props<T>) {
  return (
    <span className={css.chips} role="group" aria-label={name}>
      {choices.map(([choice, label]) => (
        <button
          key={choice}
          type="button"
          className={css.chip}
          aria-pressed={choice === chosen}
          onClick={() => onChoose(choice)}
        >
          {label}
        </button>
      ))}
    </span>
  );
}
