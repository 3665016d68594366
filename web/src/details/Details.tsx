// Beside a conversation: the person, or the group with its members.
import type { ConversationId } from "@parley/client";
import { useEffect, useRef, useState } from "react";
import { otherOf, useConversation } from "../client/conversations";
import { usePhone } from "../client/media";
import { useMyId } from "../client/people";
import { useText } from "../i18n/text";
import { Person } from "../people/Person";
import { IconButton } from "../ui/Button";
import { Group } from "./Group";
import css from "./pane.module.css";
import { Rename } from "./Rename";
import { mayManage } from "./roles";

interface Props {
  id: ConversationId;
  onClose: () => void;
}

export default function Details({ id, onClose }: Props) {
  const t = useText();
  const phone = usePhone();
  const me = useMyId();
  const view = useConversation(id);
  const other = otherOf(id, me);
  const [renaming, setRenaming] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (phone) heading.current?.focus();
  }, [phone]);
  return (
    <>
      <header className={css.head}>
        {phone && <IconButton icon="back" name={t("ui.back")} onClick={onClose} />}
        <h2 ref={heading} tabIndex={-1}>
          {t(other ? "details.title" : "details.group")}
        </h2>
        {view && !other && mayManage(view, me) && (
          <IconButton icon="edit" name={t("details.rename")} onClick={() => setRenaming(true)} />
        )}
        {!phone && <IconButton icon="x" name={t("details.close")} onClick={onClose} />}
      </header>
      {view && renaming && <Rename view={view} onClose={() => setRenaming(false)} />}
      <div className={css.body}>
        {other ? <Person user={other} /> : view && <Group view={view} onClose={onClose} />}
      </div>
    </>
  );
}
