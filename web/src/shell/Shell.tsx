// The frame: rail, list, main pane and details on wide windows; one of them on phones.
import { lazy, Suspense, useEffect } from "react";
import { ChatList } from "../chats/ChatList";
import { useMedia, usePhone } from "../client/media";
import { ConversationPane } from "../conversation/ConversationPane";
import { useText } from "../i18n/text";
import { back, useRoute } from "../routing/router";
import { paths, type Route } from "../routing/routes";
import { useStore } from "../ui/store";
import { useAnnouncements } from "./announcements";
import { Dialogs } from "./Dialogs";
import { Edge } from "./Edge";
import { useShellKeys } from "./keys";
import { Nothing } from "./Nothing";
import { hasTabs, paneOf, rootOf } from "./panes";
import { Rail, TabBar } from "./Rail";
import css from "./shell.module.css";
import { detailsOpen, lastConversation, searchQuery } from "./state";
import { useTitle } from "./title";
import { useViewport } from "./viewport";

const loadSearch = () => import("../search/SearchPane");
const SearchPane = lazy(loadSearch);
const Mentions = lazy(() => import("../search/Mentions"));
const PeopleList = lazy(() => import("../people/PeopleList"));
const PersonPage = lazy(() => import("../people/PersonPage"));
const Details = lazy(() => import("../details/Details"));
const SettingsList = lazy(() => import("../settings/SettingsList"));
const SettingsPages = lazy(() => import("../settings/SettingsPages"));

function ListPane({ route, searching }: { route: Route; searching: boolean }) {
  if (searching || route.at === "search") return <SearchPane />;
  switch (route.at) {
    case "people":
      return <PeopleList chosen={route.user} />;
    case "mentions":
      return <Mentions />;
    case "settings":
      return <SettingsList page={route.page} />;
    default:
      return (
        <ChatList
          archived={route.at === "chats" && route.archived}
          chosen={route.at === "conversation" ? route.id : undefined}
        />
      );
  }
}

function MainPane({ route, last }: { route: Route; last: string | null }) {
  switch (route.at) {
    case "conversation":
      return <ConversationPane key={route.id} id={route.id} seq={route.seq} />;
    case "people":
      return route.user ? <PersonPage key={route.user} user={route.user} /> : <Nothing />;
    case "settings":
      return <SettingsPages page={route.page ?? "devices"} />;
    case "search":
      return last ? <ConversationPane key={last} id={last} seq={undefined} /> : <Nothing />;
    default:
      return <Nothing />;
  }
}

export default function Shell() {
  const t = useText();
  const route = useRoute();
  const phone = usePhone();
  const sheet = useMedia("(max-width: 1023px)");
  const searching = useStore(searchQuery) !== null && !phone;
  const wantsDetails = useStore(detailsOpen);
  const last = useStore(lastConversation);
  const pane = paneOf(route);
  const conversation = route.at === "conversation" ? route.id : undefined;
  const asked = route.at === "conversation" && route.details;
  const details = conversation && (asked || (!phone && wantsDetails));
  useEffect(() => {
    if (conversation) lastConversation.set(conversation);
  }, [conversation]);
  // The search takes the place of the field in which one begins to type: it has to be there.
  useEffect(() => {
    void loadSearch();
  }, []);
  useShellKeys(route);
  useAnnouncements(conversation);
  useViewport();
  useTitle(route);
  const closeDetails = () => {
    detailsOpen.set(false);
    if (asked) back(conversation ? paths.conversation(conversation) : "/");
  };
  return (
    <div className={`${css.shell} ${details ? css.withDetails : ""}`}>
      {!phone && (
        <a className={css.skip} href="#main">
          {t("shell.skip")}
        </a>
      )}
      {!phone && <Rail root={rootOf(route)} />}
      {(!phone || pane === "list") && (
        <aside className={css.list} aria-label={t("shell.list")} data-pane="list">
          <Suspense>
            <ListPane route={route} searching={searching} />
          </Suspense>
          <Edge />
        </aside>
      )}
      {(!phone || pane === "main") && (
        <main className={css.panel} id="main" data-pane="main" tabIndex={-1}>
          <Suspense>
            <MainPane route={route} last={last} />
          </Suspense>
        </main>
      )}
      {details && sheet && !phone && (
        <button
          type="button"
          className={css.scrim}
          aria-label={t("details.close")}
          onClick={closeDetails}
        />
      )}
      {details && (
        <aside
          className={`${css.panel} ${css.details}`}
          aria-label={t("details.title")}
          data-pane="details"
        >
          <Suspense>
            <Details key={conversation} id={conversation} onClose={closeDetails} />
          </Suspense>
        </aside>
      )}
      {phone && hasTabs(route) && <TabBar root={rootOf(route)} />}
      <Dialogs route={route} />
    </div>
  );
}
