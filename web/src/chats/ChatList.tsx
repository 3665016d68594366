// The conversations, pinned ones first, then by their last event; or the archived ones.
import type { ConversationId, ConversationView } from "@parley/client";
import { lazy, type MouseEvent, Suspense, useEffect, useMemo, useState } from "react";
import { ListBox, ListBoxItem, ListLayout, Virtualizer } from "react-aria-components";
import { useClient, useReadable } from "../client/client";
import { usePhone } from "../client/media";
import { useWatch } from "../client/people";
import { useText } from "../i18n/text";
import { back, go } from "../routing/router";
import { paths } from "../routing/routes";
import { Banner } from "../shell/Banner";
import { openDialog, searchQuery } from "../shell/state";
import { IconButton } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Invitations } from "./Invitations";
import css from "./list.module.css";
import { Pullable } from "./Pullable";
import { Row } from "./Row";
import rowCss from "./row.module.css";
import { SearchField } from "./SearchField";

const RowMenu = lazy(() => import("./RowMenu"));
const FirstRun = lazy(() => import("../shell/FirstRun"));

const kWatchedRows = 40;
const kSkeletonAfterMs = 300;

function Head({ archived, some }: { archived: boolean; some: boolean }) {
  const t = useText();
  const phone = usePhone();
  return (
    <header className={css.head}>
      {archived && <IconButton icon="back" name={t("ui.back")} onClick={() => back("/")} />}
      <h1 tabIndex={-1}>{t(archived ? "chats.archived" : "shell.chats")}</h1>
      {!archived && some && (
        <IconButton icon="archive" name={t("chats.archived")} onClick={() => go(paths.archived)} />
      )}
      {!archived && (
        <IconButton
          icon="compose"
          name={t("chats.new")}
          onClick={() => (phone ? go("/new") : openDialog.set("new"))}
        />
      )}
    </header>
  );
}

function Skeletons() {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), kSkeletonAfterMs);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div className={css.rows} aria-hidden="true">
      {[1, 2, 3, 4, 5].map((row) => (
        <div key={row} className={css.skeleton} />
      ))}
    </div>
  );
}

function Empty({ archived }: { archived: boolean }) {
  const t = useText();
  const phone = usePhone();
  if (phone && !archived) return <FirstRun small />;
  return (
    <div className={css.blank}>
      <Icon name={archived ? "archive" : "chats"} />
      <b>{t(archived ? "chats.noArchived" : "chats.none")}</b>
      <span>{t(archived ? "chats.noArchivedHint" : "chats.noneHint")}</span>
    </div>
  );
}

function Rows({ rows, chosen }: { rows: ConversationView[]; chosen: ConversationId | undefined }) {
  const t = useText();
  const client = useClient();
  const phone = usePhone();
  const [menu, setMenu] = useState<{ view: ConversationView; at: Element }>();
  const showMenu = (view: ConversationView, at: Element) => setMenu({ view, at });
  useWatch(rows.slice(0, kWatchedRows).flatMap((view) => view.other ?? []));
  const layout = useMemo(() => new ListLayout({ rowHeight: phone ? 72 : 68 }), [phone]);
  const openMenu = (event: MouseEvent) => {
    const at = event.target instanceof Element ? event.target.closest("[data-key]") : null;
    const view = rows.find((row) => row.conversation === at?.getAttribute("data-key"));
    if (!at || !view) return;
    event.preventDefault();
    showMenu(view, at);
  };
  const more = (event: React.UIEvent<HTMLElement>) => {
    const { scrollTop, clientHeight, scrollHeight } = event.currentTarget;
    if (scrollTop + clientHeight * 2 > scrollHeight) void client.conversations.loadMore();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the options inside are what is focused.
    <div className={`${css.hold} ${css.inset}`} onContextMenu={openMenu}>
      <Virtualizer layout={layout}>
        <ListBox
          className={css.scroll ?? ""}
          aria-label={t("shell.list")}
          items={rows}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={chosen ? [chosen] : []}
          onSelectionChange={(keys) => {
            const [key] = keys === "all" ? [] : keys;
            if (key) go(paths.conversation(String(key)));
          }}
          onScroll={more}
        >
          {(view) => (
            <ListBoxItem
              id={view.conversation}
              textValue={view.title ?? view.conversation}
              className={rowCss.item ?? ""}
            >
              <Pullable view={view} onMenu={showMenu}>
                <Row view={view} />
              </Pullable>
            </ListBoxItem>
          )}
        </ListBox>
      </Virtualizer>
      <Suspense>
        {menu && <RowMenu view={menu.view} at={menu.at} onClose={() => setMenu(undefined)} />}
      </Suspense>
    </div>
  );
}

interface Props {
  archived: boolean;
  chosen: ConversationId | undefined;
}

export function ChatList({ archived, chosen }: Props) {
  const t = useText();
  const phone = usePhone();
  const { conversations, loaded } = useReadable(useClient().conversations.list);
  const rows = useMemo(
    () => conversations.filter((view) => (view.preferences.archived === true) === archived),
    [conversations, archived],
  );
  const search = () => {
    searchQuery.set("");
    if (phone) go(paths.search(""));
  };
  return (
    <>
      <Head archived={archived} some={conversations.length > 0} />
      {!archived && (
        <SearchField
          name={t("search.everything")}
          placeholder={t("search.placeholder")}
          value=""
          onChange={(value) => searchQuery.set(value)}
          onFocus={search}
        />
      )}
      <div className={css.hold}>
        {(phone || !chosen) && <Banner />}
        {!archived && <Invitations />}
        {!loaded && <Skeletons />}
        <Suspense>{loaded && rows.length === 0 && <Empty archived={archived} />}</Suspense>
        {rows.length > 0 && <Rows rows={rows} chosen={chosen} />}
      </div>
    </>
  );
}
