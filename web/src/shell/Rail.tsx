// The rail of wide windows and the tab bar of phones: the same four places.
import { useClient, useReadable } from "../client/client";
import { nameOf, useMyId, useProfile } from "../client/people";
import { isDark, prefer, usePreference } from "../client/preferences";
import { useText } from "../i18n/text";
import { Link } from "../routing/router";
import { paths } from "../routing/routes";
import { Avatar } from "../ui/Avatar";
import { Dot } from "../ui/Badge";
import { IconButton } from "../ui/Button";
import buttons from "../ui/button.module.css";
import { Icon, type IconName } from "../ui/Icon";
import { Logo } from "../ui/Logo";
import type { Root } from "./panes";
import css from "./rail.module.css";

interface TabProps {
  href: string;
  icon: IconName;
  name: string;
  current: boolean;
  news?: boolean;
}

function Tab({ href, icon, name, current, news = false }: TabProps) {
  const t = useText();
  return (
    <Link className={css.tab} href={href} aria-current={current ? "page" : undefined}>
      <Icon name={icon} />
      {name}
      {news && (
        <>
          <Dot />
          <span className="sr">{t("shell.news")}</span>
        </>
      )}
    </Link>
  );
}

function useNews() {
  const client = useClient();
  const { conversations } = useReadable(client.conversations.list);
  const { contacts } = useReadable(client.people.contacts);
  const invitations = useReadable(client.conversations.invitations);
  return {
    mentions: conversations.some((conversation) => conversation.unread_mentions > 0),
    people: invitations.length > 0 || contacts.some((contact) => contact.state === "incoming"),
  };
}

function Roots({ root }: { root: Root }) {
  const t = useText();
  const news = useNews();
  const chats = root === "chats" || root === "search";
  return (
    <>
      <Tab href={paths.chats} icon="chats" name={t("shell.chats")} current={chats} />
      <Tab
        href={paths.mentions}
        icon="at"
        name={t("shell.mentions")}
        current={root === "mentions"}
        news={news.mentions}
      />
      <Tab
        href={paths.people}
        icon="people"
        name={t("shell.people")}
        current={root === "people"}
        news={news.people}
      />
    </>
  );
}

export function Rail({ root }: { root: Root }) {
  const t = useText();
  const me = useMyId();
  const profile = useProfile(me);
  usePreference("theme");
  return (
    <nav className={css.rail} aria-label={t("shell.main")} data-pane="rail">
      <span className={css.logo}>
        <Logo />
      </span>
      <Roots root={root} />
      <span className={css.grow} />
      <IconButton
        icon={isDark() ? "sun" : "moon"}
        name={t("shell.switchTheme")}
        onClick={() => prefer("theme", isDark() ? "light" : "dark")}
      />
      <Link
        className={buttons.icon}
        href={paths.settings()}
        aria-label={t("shell.settings")}
        title={t("shell.settings")}
        aria-current={root === "settings" ? "page" : undefined}
      >
        <Icon name="settings" />
      </Link>
      <Link
        className={buttons.icon}
        href={paths.settings("profile")}
        aria-label={t("shell.profile")}
      >
        <Avatar id={me} name={nameOf(profile)} size={32} />
      </Link>
    </nav>
  );
}

export function TabBar({ root }: { root: Root }) {
  const t = useText();
  return (
    <nav className={css.tabs} aria-label={t("shell.main")}>
      <Roots root={root} />
      <Tab
        href={paths.settings()}
        icon="user"
        name={t("shell.you")}
        current={root === "settings"}
      />
    </nav>
  );
}
