// The settings in the main pane. On wide windows all pages stand below one another and the chosen
// one is scrolled to; on phones each is its own.
import { type ReactNode, useEffect, useRef } from "react";
import { useClient } from "../client/client";
import { usePhone } from "../client/media";
import pane from "../details/pane.module.css";
import "../i18n/forms";
import { useText } from "../i18n/text";
import { back } from "../routing/router";
import { paths, type SettingsPage } from "../routing/routes";
import { IconButton } from "../ui/Button";
import { AccountPage } from "./AccountPage";
import { AppearancePage } from "./AppearancePage";
import { DevicesPage } from "./DevicesPage";
import { NotificationsPage } from "./NotificationsPage";
import { PrivacyPage } from "./PrivacyPage";
import { ProfilePage } from "./ProfilePage";

const pages: Record<SettingsPage, () => ReactNode> = {
  profile: ProfilePage,
  notifications: NotificationsPage,
  devices: DevicesPage,
  privacy: PrivacyPage,
  appearance: AppearancePage,
  account: AccountPage,
};
const order = [
  "profile",
  "notifications",
  "devices",
  "privacy",
  "appearance",
  "account",
] as const satisfies SettingsPage[];

export default function SettingsPages({ page }: { page: SettingsPage }) {
  const t = useText();
  const phone = usePhone();
  const { account } = useClient();
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    account.refresh().catch(() => undefined);
    account.loadDevices().catch(() => undefined);
  }, [account]);
  useEffect(() => {
    const chosen = body.current?.querySelector<HTMLElement>(`[data-page="${page}"]`);
    if (chosen && body.current) body.current.scrollTop = chosen.offsetTop - body.current.offsetTop;
  }, [page]);
  const shown = phone ? [page] : order;
  return (
    <>
      <header className={pane.head}>
        {phone && (
          <IconButton icon="back" name={t("ui.back")} onClick={() => back(paths.settings())} />
        )}
        <h2 tabIndex={-1}>{t(phone ? `settings.${page}` : "shell.settings")}</h2>
      </header>
      <div className={pane.body} ref={body}>
        <div className={pane.middle}>
          {shown.map((name) => {
            const Page = pages[name];
            return (
              <section
                key={name}
                className={pane.sec}
                data-page={name}
                aria-label={t(`settings.${name}`)}
              >
                <Page />
              </section>
            );
          })}
        </div>
      </div>
    </>
  );
}
