// All that can be done with a message.
import { useRef } from "react";
import { useMyId } from "../client/people";
import { useText } from "../i18n/text";
import { paths } from "../routing/routes";
import { type Deed, Menu } from "../ui/Menu";
import { toast } from "../ui/toasts";
import { useDeeds } from "./contexts";
import css from "./menuEmoji.module.css";
import type { Shown } from "./rows";

const quick = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

interface Props {
  shown: Shown;
  at: Element;
  onClose: () => void;
}

export default function MessageMenu({ shown, at, onClose }: Props) {
  const t = useText();
  const deeds = useDeeds();
  const me = useMyId();
  const anchor = useRef(at);
  const own = shown.sender === me;
  const deleted = shown.event?.deleted === true;
  const copy = async (words: string) => {
    await navigator.clipboard.writeText(words);
    toast({ text: t("ui.copied") });
  };
  const link = () =>
    copy(location.origin + paths.conversation(deeds.open.id, shown.seq ?? undefined));
  const all: (Deed | false)[] = [
    deeds.mayWrite && {
      id: "reply",
      name: t("message.reply"),
      icon: "reply",
      run: () => deeds.reply(shown),
    },
    deeds.mayWrite && {
      id: "react",
      name: t("message.react"),
      icon: "smile",
      run: () => deeds.pick(shown, at),
    },
    { id: "copy", name: t("message.copy"), icon: "copy", run: () => copy(shown.text) },
    { id: "link", name: t("message.copyLink"), icon: "link", run: link },
    own &&
      deeds.mayWrite && {
        id: "edit",
        name: t("message.edit"),
        icon: "edit",
        run: () => deeds.edit(shown),
      },
    own && {
      id: "read",
      name: t("message.whoRead"),
      icon: "eye",
      run: () => deeds.read(shown),
    },
    shown.seq !== null && {
      id: "select",
      name: t("message.select"),
      icon: "check",
      run: () => deeds.select(shown),
    },
    (own || deeds.isAdmin) && {
      id: "delete",
      name: t("message.delete"),
      icon: "trash",
      danger: true,
      apart: true,
      run: () => deeds.remove([shown]),
    },
  ];
  const shownDeeds = all.filter((deed) => deed !== false);
  return (
    <Menu
      name={t("message.actions")}
      at={anchor}
      deeds={deleted ? shownDeeds.filter((deed) => deed.id === "link") : shownDeeds}
      onClose={onClose}
    >
      {deeds.mayWrite && !deleted && (
        <div className={css.quick}>
          {quick.map((emoji) => (
            <button
              key={emoji}
              type="button"
              aria-label={t("message.reactWith", { emoji })}
              onClick={() => {
                onClose();
                deeds.react(shown, emoji);
              }}
            >
              {emoji}
            </button>
          ))}
        </div>
      )}
    </Menu>
  );
}
