// The pages of settings, in the list's place.
import { useEffect } from "react";
import list from "../chats/list.module.css";
import { useClient, useReadable } from "../client/client";
import { usePhone } from "../client/media";
import { usePreference } from "../client/preferences";
import "../i18n/forms";
import { useText } from "../i18n/text";
import person from "../people/person.module.css";
import { Link } from "../routing/router";
import { paths, type SettingsPage } from "../routing/routes";
import { Icon, type IconName } from "../ui/Icon";
import css from "./settings.module.css";

const pages: [SettingsPage, IconName][] = [
  ["profile", "user"],
  ["privacy", "shield"],
  ["notifications", "bell"],
  ["devices", "laptop"],
  ["appearance", "moon"],
  ["account", "key"],
];

function useHints(): Record<SettingsPage, string> {
  const t = useText();
  const { account } = useClient();
  const me = useReadable(account.me);
  const devices = useReadable(account.devices);
  const theme = usePreference("theme");
  return {
    profile: me ? `${me.display_name}, @${me.username}` : "",
    privacy: t("settings.privacyHint"),
    notifications: t("settings.notificationsHint"),
    devices: devices ? t("details.ofMax", { count: devices.length, max: 20 }) : "",
    appearance: t(
      theme === "dark"
        ? "settings.dark"
        : theme === "light"
          ? "settings.light"
          : "settings.followsSystem",
    ),
    account: t("settings.accountHint"),
  };
}

export default function SettingsList({ page }: { page: SettingsPage | undefined }) {
  const t = useText();
  const phone = usePhone();
  const { account } = useClient();
  const hints = useHints();
  useEffect(() => {
    account.loadDevices().catch(() => undefined);
  }, [account]);
  const shown = page ?? (phone ? undefined : "devices");
  return (
    <>
      <header className={list.head}>
        <h1 tabIndex={-1}>{t("shell.settings")}</h1>
      </header>
      <nav className={list.rows} aria-label={t("shell.settings")}>
        {pages.map(([name, icon]) => (
          <Link
            key={name}
            href={paths.settings(name)}
            className={`${person.person} ${person.inList} ${css.page}`}
            aria-current={name === shown ? "page" : undefined}
          >
            <Icon name={icon} />
            <span className={person.who}>
              <b>{t(`settings.${name}`)}</b>
              <span className="cut">{hints[name]}</span>
            </span>
          </Link>
        ))}
      </nav>
    </>
  );
}
