// The count of what is unread, and the sign that one of them names me.
import { useText } from "../i18n/text";
import css from "./badge.module.css";

export const kBadgeMax = 999;

export function Badge({ count, quiet = false }: { count: number; quiet?: boolean }) {
  const t = useText();
  if (count <= 0) return null;
  return (
    <span className={`${css.badge} ${quiet ? css.quiet : ""}`}>
      <span aria-hidden="true">{count > kBadgeMax ? `${kBadgeMax}+` : count}</span>
      <span className="sr">{t("chats.unread", { count })}</span>
    </span>
  );
}

export function MentionBadge() {
  const t = useText();
  return (
    <span className={`${css.badge} ${css.at}`}>
      <span aria-hidden="true">@</span>
      <span className="sr">{t("chats.mentionsYou")}</span>
    </span>
  );
}

export function Dot() {
  return <i className={css.dot} aria-hidden="true" />;
}
