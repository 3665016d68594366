// People are circles, groups rounded squares, in one of eight quiet hues. Decoration: the name
// stands beside it, so nothing here is read aloud.
import css from "./avatar.module.css";

// The hue of a person or group: its id modulo 8, so that it is the same on every device.
export function hue(id: string): string {
  const digits = /\d{1,20}$/.exec(id)?.[0] ?? "0";
  return `p${BigInt(digits) % 8n}`;
}

// The first letter of a name as a reader sees it: one grapheme, an emoji included.
export function initial(name: string): string {
  const first = new Intl.Segmenter().segment(name.trim())[Symbol.iterator]().next();
  return first.done ? "?" : first.value.segment.toLocaleUpperCase();
}

interface Props {
  id: string;
  name: string;
  size?: 24 | 32 | 40 | 48 | 88;
  group?: boolean;
  online?: boolean | undefined;
}

export function Avatar({ id, name, size = 48, group = false, online = false }: Props) {
  const shape = group ? css.group : "";
  return (
    <span className={`${css.avatar} ${css[`s${size}`]} ${shape} ${hue(id)}`} aria-hidden="true">
      {initial(name)}
      {online && <i className={css.presence} />}
    </span>
  );
}
