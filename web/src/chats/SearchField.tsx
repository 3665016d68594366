// The field at the top of a list.
import type { KeyboardEvent } from "react";
import { useText } from "../i18n/text";
import { IconButton } from "../ui/Button";
import { Icon } from "../ui/Icon";
import css from "./list.module.css";

interface Props {
  name: string;
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
  onFocus?: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  autoFocus?: boolean;
}

export function SearchField({ name, placeholder, value, onChange, ...rest }: Props) {
  const t = useText();
  return (
    <search className={css.search}>
      <Icon name="search" size={20} />
      <input
        {...rest}
        data-search
        type="search"
        enterKeyHint="search"
        autoComplete="off"
        dir={value ? "auto" : undefined}
        aria-label={name}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {value && (
        <IconButton
          icon="x"
          size={20}
          name={t("search.clear")}
          className={css.clear}
          onClick={() => onChange("")}
        />
      )}
    </search>
  );
}
