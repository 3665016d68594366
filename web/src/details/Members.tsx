// The members of a group, with what may be done to each.
import type { ConversationView, UserId } from "@parley/client";
import { lazy, Suspense, useRef, useState } from "react";
import { useClient } from "../client/client";
import { attempt } from "../client/errors";
import {
  nameOf,
  useMyId,
  usePresence,
  usePresenceWords,
  useProfile,
  useProfiles,
} from "../client/people";
import { useText } from "../i18n/text";
import person from "../people/person.module.css";
import { go } from "../routing/router";
import { paths } from "../routing/routes";
import { Avatar } from "../ui/Avatar";
import { confirm } from "../ui/confirm";
import { Icon } from "../ui/Icon";
import type { Deed } from "../ui/Menu";
import { AddMembers } from "./AddMembers";
import css from "./pane.module.css";
import { kMembersMax, mayManage, ordered, roleOf } from "./roles";

const Menu = lazy(async () => ({ default: (await import("../ui/Menu")).Menu }));

interface Props {
  view: ConversationView;
  user: UserId;
}

function useMemberDeeds({ view, user }: Props, name: string): Deed[] {
  const t = useText();
  const { conversations } = useClient();
  const me = useMyId();
  const id = view.conversation;
  const mine = roleOf(view, me);
  const role = roleOf(view, user);
  const inside = view.left_at === undefined;
  const makeOwner = async () => {
    const sure = await confirm({
      title: t("details.ownerTitle", { name }),
      text: t("details.ownerText"),
      action: t("details.makeOwner"),
    });
    if (sure) await attempt(() => conversations.setRole(id, user, "owner"));
  };
  const all: (Deed | false)[] = [
    {
      id: "message",
      name: t("people.messageName", { name }),
      icon: "chats",
      run: () => go(paths.conversation(conversations.direct(user))),
    },
    inside &&
      mine === "owner" && {
        id: "role",
        name: t(role === "admin" ? "details.makeMember" : "details.makeAdmin"),
        icon: "shield",
        run: () =>
          attempt(() => conversations.setRole(id, user, role === "admin" ? "member" : "admin")),
      },
    inside &&
      mine === "owner" && {
        id: "owner",
        name: t("details.makeOwner"),
        icon: "key",
        run: makeOwner,
      },
    inside &&
      mine !== "member" &&
      role !== "owner" && {
        id: "remove",
        name: t("details.remove"),
        icon: "leave",
        danger: true,
        apart: true,
        run: () => attempt(() => conversations.removeMember(id, user)),
      },
  ];
  return all.filter((deed) => deed !== false);
}

function Member({ view, user }: Props) {
  const t = useText();
  const me = useMyId();
  const name = nameOf(useProfile(user));
  const presence = usePresence(user);
  const words = usePresenceWords(user);
  const [menu, setMenu] = useState(false);
  const row = useRef<HTMLButtonElement>(null);
  const deeds = useMemberDeeds({ view, user }, name);
  const role = roleOf(view, user);
  const mine = user === me;
  return (
    <li>
      <button
        ref={row}
        type="button"
        className={`${person.person} ${menu ? person.on : ""}`}
        aria-haspopup={mine ? undefined : "menu"}
        onClick={() => (mine ? go(paths.settings("profile")) : setMenu(true))}
      >
        <Avatar id={user} name={name} size={40} online={presence?.state === "online"} />
        <span className={person.who}>
          <b className="cut">{name}</b>
          <span className="cut">{mine ? t("chats.you") : words}</span>
        </span>
        {role !== "member" && (
          <span className={`${person.role} ${role === "owner" ? person.owner : ""}`}>
            {t(`role.${role}`)}
          </span>
        )}
      </button>
      <Suspense>
        {menu && <Menu name={name} at={row} deeds={deeds} onClose={() => setMenu(false)} />}
      </Suspense>
    </li>
  );
}

export function Members({ view }: { view: ConversationView }) {
  const t = useText();
  const me = useMyId();
  const members = view.members ?? [];
  const profiles = useProfiles(members);
  const [adding, setAdding] = useState(false);
  const full = members.length >= kMembersMax;
  const ofAll = t("details.ofMax", { count: members.length, max: kMembersMax });
  return (
    <section className={css.sec}>
      <h3>
        <span>{t("details.members")}</span>
        <span className="num">{ofAll}</span>
      </h3>
      <meter
        className={css.meter}
        aria-label={t("details.members")}
        min={0}
        max={kMembersMax}
        value={members.length}
      >
        {ofAll}
      </meter>
      {mayManage(view, me) && (
        <button
          type="button"
          className={`${person.person} ${person.add}`}
          disabled={full}
          onClick={() => setAdding(true)}
        >
          <span className={person.plus}>
            <Icon name="plus" size={20} />
          </span>
          <span className={person.who}>
            <b>{t("details.addMembers")}</b>
            {full && <span>{t("details.full")}</span>}
          </span>
        </button>
      )}
      <ul>
        {ordered(view, profiles).map((user) => (
          <Member key={user} view={view} user={user} />
        ))}
      </ul>
      {adding && <AddMembers view={view} onClose={() => setAdding(false)} />}
    </section>
  );
}
