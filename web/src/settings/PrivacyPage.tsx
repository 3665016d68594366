// Who sees what, who may write, and whom I blocked. Changes hold at once.
import type { Settings, UserId } from "@parley/client";
import { useEffect, useState } from "react";
import { useClient, useReadable } from "../client/client";
import { attempt } from "../client/errors";
import { nameOf, useProfile } from "../client/people";
import { Chips } from "../details/Chips";
import { Setting, SwitchSetting } from "../details/Setting";
import { useText } from "../i18n/text";
import person from "../people/person.module.css";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";

function Blocked({ user }: { user: UserId }) {
  const t = useText();
  const { people } = useClient();
  const name = nameOf(useProfile(user));
  return (
    <div className={person.person}>
      <Avatar id={user} name={name} size={40} />
      <span className={person.who}>
        <b className="cut">{name}</b>
      </span>
      <Button look="plain" small onClick={() => attempt(() => people.unblock(user))}>
        {t("people.unblock")}
      </Button>
    </div>
  );
}

function BlockedPeople() {
  const t = useText();
  const { people } = useClient();
  const blocks = useReadable(people.blocks);
  useEffect(() => {
    people.loadBlocks().catch(() => undefined);
  }, [people]);
  return (
    <>
      <Setting icon="block" name={t("settings.blocked")} hint={String(blocks?.length ?? 0)} />
      {blocks?.map((user) => (
        <Blocked key={user} user={user} />
      ))}
    </>
  );
}

export function PrivacyPage() {
  const t = useText();
  const { account } = useClient();
  const me = useReadable(account.me);
  // What was just chosen, shown until the server has it; a failure takes it back.
  const [wished, setWished] = useState<Partial<Settings>>({});
  if (!me) return null;
  const settings = { ...me.settings, ...wished };
  const change = async (settings: Partial<Settings>) => {
    setWished(settings);
    await attempt(() => account.update({ settings }));
    setWished({});
  };
  const reach = [
    ["anyone", t("settings.everyone")],
    ["contacts", t("settings.friends")],
  ] as const;
  return (
    <>
      <h3>{t("settings.privacy")}</h3>
      <SwitchSetting
        icon="eye"
        name={t("settings.presence")}
        hint={t("settings.presenceHint")}
        on={settings.presence_to !== "nobody"}
        onChange={(on) => change({ presence_to: on ? "all" : "nobody" })}
      />
      <SwitchSetting
        icon="check"
        name={t("settings.receipts")}
        hint={t("settings.receiptsHint")}
        on={settings.receipts_to !== "nobody"}
        onChange={(on) => change({ receipts_to: on ? "all" : "nobody" })}
      />
      <SwitchSetting
        icon="search"
        name={t("settings.findable")}
        hint={t("settings.findableHint")}
        on={settings.findable}
        onChange={(findable) => change({ findable })}
      />
      <Setting
        icon="user"
        name={t("settings.mayWrite")}
        end={
          <Chips
            name={t("settings.mayWrite")}
            choices={reach}
            chosen={settings.messages_from}
            onChoose={(messages_from) => change({ messages_from })}
          />
        }
      />
      <Setting
        icon="people"
        name={t("settings.mayAdd")}
        end={
          <Chips
            name={t("settings.mayAdd")}
            choices={reach}
            chosen={settings.groups_from}
            onChoose={(groups_from) => change({ groups_from })}
          />
        }
      />
      <BlockedPeople />
    </>
  );
}
