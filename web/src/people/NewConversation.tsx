// Who to write to: a friend, somebody by their username, oneself, or a new group.
import { useState } from "react";
import { SearchField } from "../chats/SearchField";
import { useClient, useReadable } from "../client/client";
import { nameOf, useMyId, useProfiles } from "../client/people";
import choose from "../details/choose.module.css";
import { useText } from "../i18n/text";
import { go } from "../routing/router";
import { paths } from "../routing/routes";
import { openDialog } from "../shell/state";
import { Avatar } from "../ui/Avatar";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/Icon";
import person from "./person.module.css";
import { usePeopleSearch } from "./usePeopleSearch";

export default function NewConversation({ onClose }: { onClose: () => void }) {
  const t = useText();
  const { conversations, people } = useClient();
  const me = useMyId();
  const [query, setQuery] = useState("");
  const { found, asking } = usePeopleSearch(query);
  const { contacts } = useReadable(people.contacts);
  const profiles = useProfiles(
    contacts.filter((one) => one.state === "accepted").map((one) => one.user),
  );
  const words = query.trim().toLowerCase();
  const friends = [...profiles.values()].filter(
    (user) =>
      !words || nameOf(user).toLowerCase().includes(words) || user.username?.startsWith(words),
  );
  const shown = [...friends, ...found.filter((user) => !profiles.has(user.user))];
  const open = (user: string) => {
    onClose();
    go(paths.conversation(conversations.direct(user)));
  };
  return (
    <Dialog title={t("chats.new")} onClose={onClose}>
      <div className={choose.choose}>
        <SearchField
          autoFocus
          name={t("people.find")}
          placeholder={t("people.find")}
          value={query}
          onChange={setQuery}
        />
        <div className={choose.list}>
          {!words && (
            <>
              <button
                type="button"
                className={`${person.person} ${person.add}`}
                onClick={() => openDialog.set("group")}
              >
                <span className={person.plus}>
                  <Icon name="people" size={20} />
                </span>
                <span className={person.who}>
                  <b>{t("empty.newGroup")}</b>
                </span>
              </button>
              <button type="button" className={person.person} onClick={() => open(me)}>
                <Avatar id={me} name={t("chats.notes")} size={40} />
                <span className={person.who}>
                  <b>{t("chats.notes")}</b>
                  <span>{t("chats.notesHint")}</span>
                </span>
              </button>
            </>
          )}
          {shown.map((user) => (
            <button
              key={user.user}
              type="button"
              className={person.person}
              onClick={() => open(user.user)}
            >
              <Avatar id={user.user} name={nameOf(user)} size={40} />
              <span className={person.who}>
                <b className="cut">{nameOf(user)}</b>
                <span className="cut">@{user.username}</span>
              </span>
            </button>
          ))}
          {words && !asking && shown.length === 0 && (
            <p className={choose.none} role="status">
              {t("people.nobody")}
            </p>
          )}
        </div>
      </div>
    </Dialog>
  );
}
