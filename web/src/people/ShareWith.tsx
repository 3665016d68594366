// Text that another application shares: choose a conversation, and it lies in the composer. Nothing
// is sent by itself.
import type { ConversationView } from "@parley/client";
import { useClient, useReadable } from "../client/client";
import { useTitleOf } from "../client/conversations";
import choose from "../details/choose.module.css";
import { useText } from "../i18n/text";
import { replace } from "../routing/router";
import { paths } from "../routing/routes";
import { Avatar } from "../ui/Avatar";
import { Dialog } from "../ui/Dialog";
import person from "./person.module.css";

function One({ view, onChoose }: { view: ConversationView; onChoose: () => void }) {
  const title = useTitleOf(view.conversation);
  return (
    <button type="button" className={person.person} onClick={onChoose}>
      <Avatar
        id={view.other ?? view.conversation}
        name={title}
        size={40}
        group={view.kind === "group"}
      />
      <span className={person.who}>
        <b className="cut">{title}</b>
      </span>
    </button>
  );
}

export default function ShareWith({ text }: { text: string }) {
  const t = useText();
  const { conversations } = useClient();
  const list = useReadable(conversations.list).conversations.filter((view) => !view.left_at);
  const take = async (view: ConversationView) => {
    const open = conversations.open(view.conversation);
    await open.setDraft(view.draft ? `${view.draft}\n${text}` : text);
    open.close();
    replace(paths.conversation(view.conversation));
  };
  return (
    <Dialog title={t("share.title")} onClose={() => replace("/")}>
      <div className={choose.list}>
        {list.map((view) => (
          <One key={view.conversation} view={view} onChoose={() => take(view)} />
        ))}
      </div>
    </Dialog>
  );
}
