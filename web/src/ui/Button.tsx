// The two buttons of the client: one with words, one with an icon and a name.
import type { ButtonHTMLAttributes, Ref } from "react";
import css from "./button.module.css";
import { Icon, type IconName } from "./Icon";

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "aria-label">;

interface ButtonProps extends Native {
  look?: "fill" | "quiet" | "plain" | "danger" | "plainDanger";
  small?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = "fill", small = false, className = "", ...rest }: ButtonProps) {
  const looks = look === "fill" ? "" : css[look];
  const sized = small ? css.small : "";
  return (
    <button type="button" {...rest} className={`${css.button} ${looks} ${sized} ${className}`} />
  );
}

interface IconButtonProps extends Native {
  icon: IconName;
  name: string;
  size?: 16 | 20 | 24;
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon, name, size = 24, className = "", ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={name}
      {...rest}
      aria-label={name}
      className={`${css.icon} ${className}`}
    >
      <Icon name={icon} size={size} />
    </button>
  );
}
