// A group: its title, members, settings, and the way out.
import type { ConversationView, HistoryRule, Notify } from "@parley/client";
import { useState } from "react";
import { leaveGroup, muteDeeds } from "../chats/menuDeeds";
import { useClient } from "../client/client";
import { attempt } from "../client/errors";
import { useMyId, useName } from "../client/people";
import { useText } from "../i18n/text";
import { back } from "../routing/router";
import { findQuery } from "../shell/state";
import { Avatar } from "../ui/Avatar";
import { confirm } from "../ui/confirm";
import { Icon } from "../ui/Icon";
import { AddMembers } from "./AddMembers";
import { Chips } from "./Chips";
import { Members } from "./Members";
import css from "./pane.module.css";
import { heirOf, kMembersMax, mayManage, roleOf } from "./roles";
import { Setting, SwitchSetting } from "./Setting";

interface Props {
  view: ConversationView;
  onClose: () => void;
}

function Quick({ view, onClose }: Props) {
  const t = useText();
  const client = useClient();
  const me = useMyId();
  const [adding, setAdding] = useState(false);
  const mute = muteDeeds(client, view).at(-1);
  const muted = mute?.id === "unmute";
  const full = (view.members?.length ?? 0) >= kMembersMax;
  return (
    <div className={css.quick}>
      <button type="button" onClick={() => mute?.run()}>
        <Icon name={muted ? "bell-off" : "bell"} size={20} />
        {t(muted ? "chats.unmute" : "chats.muteName")}
      </button>
      <button
        type="button"
        onClick={() => {
          if (matchMedia("(max-width: 719px)").matches) onClose();
          requestAnimationFrame(() => findQuery.set(""));
        }}
      >
        <Icon name="search" size={20} />
        {t("search.title")}
      </button>
      {mayManage(view, me) && (
        <button type="button" disabled={full} onClick={() => setAdding(true)}>
          <Icon name="user-plus" size={20} />
          {t("details.add")}
        </button>
      )}
      {adding && <AddMembers view={view} onClose={() => setAdding(false)} />}
    </div>
  );
}

function Settings({ view }: { view: ConversationView }) {
  const t = useText();
  const { conversations } = useClient();
  const me = useMyId();
  const id = view.conversation;
  const rules = [
    ["from_join", t("details.fromJoin")],
    ["all", t("details.everything")],
  ] as const satisfies readonly (readonly [HistoryRule, string])[];
  const notify = [
    ["all", t("details.notifyAll")],
    ["mentions", t("details.notifyMentions")],
    ["none", t("details.notifyNone")],
  ] as const satisfies readonly (readonly [Notify, string])[];
  const rule = view.history ?? "from_join";
  return (
    <section className={css.sec}>
      <h3>{t("details.settings")}</h3>
      {mayManage(view, me) ? (
        <>
          <Setting icon="history" name={t("details.history")} />
          <Chips
            name={t("details.history")}
            choices={rules}
            chosen={rule}
            onChoose={(history) => attempt(() => conversations.change(id, { history }))}
          />
        </>
      ) : (
        <Setting
          icon="history"
          name={t("details.history")}
          hint={t(rule === "all" ? "details.everything" : "details.fromJoin")}
        />
      )}
      <SwitchSetting
        icon="pin"
        name={t("details.pinned")}
        on={view.preferences.pinned === true}
        onChange={(pinned) => attempt(() => conversations.setPreferences(id, { pinned }))}
      />
      <Setting icon="bell" name={t("details.notifications")} />
      <Chips
        name={t("details.notifications")}
        choices={notify}
        chosen={view.preferences.notify ?? "all"}
        onChoose={(choice) => attempt(() => conversations.setPreferences(id, { notify: choice }))}
      />
    </section>
  );
}

function Leave({ view }: { view: ConversationView }) {
  const t = useText();
  const client = useClient();
  const me = useMyId();
  const heir = heirOf(view, me);
  const name = useName(heir);
  const close = async () => {
    const sure = await confirm({
      title: t("details.deleteTitle", { title: view.title }),
      text: t("details.deleteText"),
      action: t("details.delete"),
      danger: true,
    });
    if (sure && (await attempt(() => client.conversations.deleteGroup(view.conversation))))
      back("/");
  };
  return (
    <section className={css.sec}>
      <Setting
        icon="leave"
        danger
        name={t("details.leave")}
        hint={heir && t("details.heir", { who: name })}
        onClick={() => leaveGroup(client, view, heir ? name : "")}
      />
      {roleOf(view, me) === "owner" && (
        <Setting icon="trash" danger name={t("details.delete")} onClick={close} />
      )}
    </section>
  );
}

export function Group({ view, onClose }: Props) {
  const t = useText();
  const left = view.left_at !== undefined;
  return (
    <div className={css.narrow}>
      <div className={css.hero}>
        <Avatar id={view.conversation} name={view.title ?? "?"} size={88} group />
        <h3 dir="auto">{view.title}</h3>
        <p>
          {left
            ? t("conversation.leftGroup")
            : t("details.groupOf", { count: view.members?.length ?? 0 })}
        </p>
      </div>
      <Quick view={view} onClose={onClose} />
      <Members view={view} />
      {!left && <Settings view={view} />}
      {!left && <Leave view={view} />}
    </div>
  );
}
