// A person: who they are, groups in common, and what one can do with them.
import type { ContactState, UserId } from "@parley/client";
import { useEffect } from "react";
import { blockUser, muteDeeds } from "../chats/menuDeeds";
import { useClient, useReadable } from "../client/client";
import { useConversation } from "../client/conversations";
import { attempt } from "../client/errors";
import {
  nameOf,
  useMyId,
  usePresence,
  usePresenceWords,
  useProfile,
  useWatch,
} from "../client/people";
import pane from "../details/pane.module.css";
import { Setting } from "../details/Setting";
import { useText } from "../i18n/text";
import { go, Link } from "../routing/router";
import { paths } from "../routing/routes";
import { findQuery } from "../shell/state";
import { Avatar } from "../ui/Avatar";
import { Icon } from "../ui/Icon";
import { toast } from "../ui/toasts";
import person from "./person.module.css";

function GroupsInCommon({ user }: { user: UserId }) {
  const t = useText();
  const { conversations } = useReadable(useClient().conversations.list);
  const groups = conversations.filter(
    ({ kind, members, left_at }) => kind === "group" && members?.includes(user) && !left_at,
  );
  if (groups.length === 0) return null;
  return (
    <section className={pane.sec}>
      <h3>
        <span>{t("people.common")}</span>
        <span className="num">{groups.length}</span>
      </h3>
      {groups.map((view) => (
        <Link
          key={view.conversation}
          className={person.person}
          href={paths.conversation(view.conversation)}
        >
          <Avatar id={view.conversation} name={view.title ?? "?"} size={40} group />
          <span className={person.who}>
            <b className="cut">{view.title}</b>
            <span>{t("conversation.members", { count: view.members?.length ?? 0 })}</span>
          </span>
        </Link>
      ))}
    </section>
  );
}

function Friendship({ user, state }: { user: UserId; state: ContactState | null }) {
  const t = useText();
  const { people } = useClient();
  const words = {
    none: "people.add",
    outgoing: "people.withdrawRequest",
    incoming: "people.acceptRequest",
    accepted: "people.removeFriend",
  } as const;
  const adds = state === null || state === "incoming";
  return (
    <Setting
      icon={adds ? "user-plus" : "user"}
      name={t(words[state ?? "none"])}
      onClick={() => attempt(() => (adds ? people.addContact(user) : people.removeContact(user)))}
    />
  );
}

export function Person({ user }: { user: UserId }) {
  const t = useText();
  const client = useClient();
  const { people, conversations } = client;
  const me = useMyId();
  const profile = useProfile(user);
  const name = nameOf(profile);
  const words = usePresenceWords(user);
  const presence = usePresence(user);
  const contact = useReadable(people.contacts).contacts.find((one) => one.user === user);
  const blocked = useReadable(people.blocks)?.includes(user) === true;
  const id = conversations.direct(user);
  const view = useConversation(id);
  const mute = view && muteDeeds(client, view).at(-1);
  const known = profile?.username !== undefined;
  useWatch([user]);
  useEffect(() => {
    people.loadBlocks().catch(() => undefined);
  }, [people]);
  const copy = async () => {
    await navigator.clipboard.writeText(`@${profile?.username}`);
    toast({ text: t("ui.copied") });
  };
  const search = () => {
    go(paths.conversation(id));
    requestAnimationFrame(() => findQuery.set(""));
  };
  return (
    <div className={pane.narrow}>
      <div className={pane.hero}>
        <Avatar id={user} name={name} size={88} />
        <h3 dir="auto">{name}</h3>
        <p>
          {known && <bdi>@{profile.username}</bdi>}
          {words && (
            <>
              {", "}
              <span className={presence?.state === "online" ? "live-text" : ""}>{words}</span>
            </>
          )}
        </p>
      </div>
      <div className={pane.quick}>
        <button type="button" onClick={() => go(paths.conversation(id))}>
          <Icon name="chats" size={20} />
          {t("people.message")}
        </button>
        {view && (
          <button type="button" onClick={search}>
            <Icon name="search" size={20} />
            {t("search.title")}
          </button>
        )}
        {mute && (
          <button type="button" onClick={() => mute.run()}>
            <Icon name={mute.id === "unmute" ? "bell-off" : "bell"} size={20} />
            {t(mute.id === "unmute" ? "chats.unmute" : "chats.muteName")}
          </button>
        )}
      </div>
      <GroupsInCommon user={user} />
      {user !== me && known && (
        <section className={pane.sec}>
          <Setting icon="copy" name={t("people.copyUsername")} onClick={copy} />
          <Friendship user={user} state={contact?.state ?? null} />
          <Setting
            icon="block"
            danger={!blocked}
            name={t(blocked ? "people.unblock" : "people.blockName", { name })}
            hint={blocked ? undefined : t("people.blockText")}
            onClick={() =>
              blocked ? attempt(() => people.unblock(user)) : blockUser(client, user, name)
            }
          />
        </section>
      )}
    </div>
  );
}
