// Who or what this conversation is, and one status: who types, who is there, how many they are.
import type { ConversationView, UserId } from "@parley/client";
import { lazy, Suspense, useRef, useState } from "react";
import { useTitleOf } from "../client/conversations";
import { usePhone } from "../client/media";
import { useMyId, useOnlineCount, usePresence, usePresenceWords } from "../client/people";
import { useText } from "../i18n/text";
import { back, go } from "../routing/router";
import { paths } from "../routing/routes";
import { detailsOpen, findQuery } from "../shell/state";
import { Avatar } from "../ui/Avatar";
import { IconButton } from "../ui/Button";
import { useStore } from "../ui/store";
import css from "./header.module.css";
import { useTypingWords } from "./System";

const nobody: readonly UserId[] = [];

const HeaderMenu = lazy(() => import("./HeaderMenu"));

interface Props {
  id: string;
  view: ConversationView | null;
  other: UserId | undefined;
  typing: readonly UserId[];
}

function Status({ view, other, typing }: Omit<Props, "id">) {
  const t = useText();
  const me = useMyId();
  const typingWords = useTypingWords(typing, other === undefined);
  const presence = usePresenceWords(other === me ? undefined : other);
  const online = useOnlineCount(view?.members ?? nobody);
  if (typingWords) return <span className="live-text">{typingWords}</span>;
  if (other === undefined && view) {
    if (view.left_at) return t("conversation.leftGroup");
    const members = t("conversation.members", { count: view.members?.length ?? 0 });
    if (online === 0) return members;
    return t("conversation.status", {
      members,
      online: t("conversation.online", { count: online }),
    });
  }
  if (other === me) return t("chats.notesHint");
  return presence;
}

export function Header({ id, view, other, typing }: Props) {
  const t = useText();
  const phone = usePhone();
  const title = useTitleOf(id);
  const presence = usePresence(other);
  const details = useStore(detailsOpen);
  const [menu, setMenu] = useState(false);
  const more = useRef<HTMLButtonElement>(null);
  const show = () => (phone ? go(paths.details(id)) : detailsOpen.set(!details));
  return (
    <header className={css.head}>
      {phone && (
        <IconButton
          icon="back"
          name={t("ui.backToChats")}
          className={css.back}
          onClick={() => back("/")}
        />
      )}
      <button
        type="button"
        className={css.open}
        onClick={show}
        aria-label={t("details.open", { title })}
      >
        <Avatar
          id={other ?? id}
          name={title || "?"}
          size={40}
          group={!other}
          online={presence?.state === "online"}
        />
      </button>
      <div className={css.who}>
        <h2 className="cut" tabIndex={-1} dir="auto" data-heading>
          {title}
        </h2>
        <div className={`cut ${css.status}`}>
          <Status view={view} other={other} typing={typing} />
        </div>
      </div>
      <div className={css.tools}>
        <IconButton icon="search" name={t("search.here")} onClick={() => findQuery.set("")} />
        {!phone && (
          <IconButton
            icon="panel"
            name={t("details.title")}
            aria-pressed={details}
            onClick={show}
          />
        )}
        {view && (
          <IconButton
            ref={more}
            icon="more"
            name={t("message.more")}
            aria-haspopup="menu"
            onClick={() => setMenu(true)}
          />
        )}
      </div>
      <Suspense>
        {menu && view && (
          <HeaderMenu
            view={view}
            title={title}
            at={more}
            onDetails={show}
            onClose={() => setMenu(false)}
          />
        )}
      </Suspense>
    </header>
  );
}
