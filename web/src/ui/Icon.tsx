// Icons of one sprite, drawn in the colour of the text around them.

import css from "./icon.module.css";
import sprite from "./icons.svg?url";

export type IconName =
  | "alert"
  | "archive"
  | "arrow-down"
  | "at"
  | "back"
  | "bell"
  | "bell-off"
  | "block"
  | "chats"
  | "check"
  | "clock"
  | "compose"
  | "copy"
  | "down"
  | "edit"
  | "eye"
  | "globe"
  | "history"
  | "key"
  | "laptop"
  | "leave"
  | "link"
  | "moon"
  | "more"
  | "next"
  | "offline"
  | "panel"
  | "people"
  | "phone"
  | "pin"
  | "plus"
  | "reply"
  | "retry"
  | "search"
  | "send"
  | "settings"
  | "shield"
  | "smile"
  | "sun"
  | "trash"
  | "up"
  | "update"
  | "user"
  | "user-plus"
  | "x";

// Those that point along the line of text.
const mirrored: ReadonlySet<IconName> = new Set([
  "back",
  "next",
  "reply",
  "send",
  "leave",
  "panel",
]);

interface Props {
  name: IconName;
  // 24 in headers, 20 in buttons inside panels, 16 in rows.
  size?: 16 | 20 | 24;
  className?: string | undefined;
}

export function Icon({ name, size = 24, className = "" }: Props) {
  const sized = size === 16 ? css.small : size === 20 ? css.middle : "";
  const flip = mirrored.has(name) ? "flip" : "";
  return (
    <svg
      className={`${css.icon} ${sized} ${flip} ${className}`}
      viewBox="0 0 24 24"
      aria-hidden="true"
    >
      <use href={`${sprite}#${name}`} />
    </svg>
  );
}
