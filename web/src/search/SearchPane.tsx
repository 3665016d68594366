// Search in the list's place: people and chats from memory at once, messages from the server.
import type { ConversationView, User } from "@parley/client";
import { useEffect, useState } from "react";
import list from "../chats/list.module.css";
import { SearchField } from "../chats/SearchField";
import { useClient, useReadable } from "../client/client";
import { useTitleOf } from "../client/conversations";
import { usePhone } from "../client/media";
import { nameOf, useProfiles } from "../client/people";
import { Chips } from "../details/Chips";
import { useText } from "../i18n/text";
import { back, Link, replace, useRoute } from "../routing/router";
import { paths } from "../routing/routes";
import { searchQuery } from "../shell/state";
import { MarkedText } from "../text/Rich";
import { Avatar } from "../ui/Avatar";
import { Button, IconButton } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { useStore } from "../ui/store";
import { Hit } from "./Hit";
import css from "./search.module.css";
import { forgetSearch, recentSearches, rememberSearch, useSearch } from "./useSearch";

const kFirst = 5;
type Kind = "all" | "messages" | "chats" | "people";

function ChatHit({ view, query }: { view: ConversationView; query: string }) {
  const t = useText();
  const title = useTitleOf(view.conversation);
  return (
    <Link className={css.row} href={paths.conversation(view.conversation)}>
      <Avatar id={view.other ?? view.conversation} name={title} group={view.kind === "group"} />
      <span>
        <b className="cut" dir="auto">
          <MarkedText text={title} hit={query} />
        </b>
        {view.kind === "group" && (
          <span>{t("conversation.members", { count: view.members?.length ?? 0 })}</span>
        )}
      </span>
    </Link>
  );
}

function PersonHit({ user, query }: { user: User; query: string }) {
  return (
    <Link className={css.row} href={paths.person(user.user)}>
      <Avatar id={user.user} name={nameOf(user)} />
      <span>
        <b className="cut" dir="auto">
          <MarkedText text={nameOf(user)} hit={query} />
        </b>
        <span>
          <MarkedText text={`@${user.username}`} hit={query} />
        </span>
      </span>
    </Link>
  );
}

function useNear(query: string) {
  const client = useClient();
  const { conversations } = useReadable(client.conversations.list);
  const { contacts } = useReadable(client.people.contacts);
  const others = conversations.flatMap((view) => view.other ?? []);
  const profiles = useProfiles([...new Set([...others, ...contacts.map((one) => one.user)])]);
  const words = query.trim().toLocaleLowerCase();
  if (!words) return { chats: [], people: [] };
  const chats = conversations.filter((view) => {
    const title = view.other ? nameOf(profiles.get(view.other)) : (view.title ?? "");
    return title.toLocaleLowerCase().includes(words);
  });
  const people = [...profiles.values()].filter(
    (user) => nameOf(user).toLocaleLowerCase().includes(words) || user.username?.includes(words),
  );
  return { chats, people };
}

function Recent({ onChoose }: { onChoose: (query: string) => void }) {
  const t = useText();
  const [recent, setRecent] = useState(recentSearches);
  if (recent.length === 0) return <div className={css.note}>{t("search.hint")}</div>;
  return (
    <>
      <h2 className={list.title}>{t("search.recent")}</h2>
      {recent.map((query) => (
        <div key={query} className={css.recent}>
          <button type="button" onClick={() => onChoose(query)}>
            <Icon name="history" size={20} />
            <span className="cut">{query}</span>
          </button>
          <IconButton
            icon="x"
            size={20}
            name={t("search.forget", { query })}
            onClick={() => {
              forgetSearch(query);
              setRecent(recentSearches());
            }}
          />
        </div>
      ))}
    </>
  );
}

function Messages({ query }: { query: string }) {
  const t = useText();
  const route = useRoute();
  const { messages, state, more, retry } = useSearch(query);
  const chosen = route.at === "conversation" ? `${route.id} ${route.seq}` : "";
  if (state === "offline" || state === "unavailable")
    return <div className={css.note}>{t(`search.${state}`)}</div>;
  if (state === "failed")
    return (
      <div className={css.note} role="alert">
        {t("search.failed")}
        <Button look="quiet" small onClick={retry}>
          {t("failed.again")}
        </Button>
      </div>
    );
  if (state === "done" && messages.length === 0)
    return <div className={css.note}>{t("search.nothing", { query: query.trim() })}</div>;
  return (
    <>
      {messages.length > 0 && (
        <h2 className={list.title}>
          <span>{t("search.messages")}</span>
          <span className="num">{t("search.found", { count: messages.length })}</span>
        </h2>
      )}
      {messages.map((found) => (
        <Hit
          key={`${found.conversation} ${found.event.seq}`}
          found={found}
          query={query}
          current={chosen === `${found.conversation} ${found.event.seq}`}
          onFollow={() => rememberSearch(query)}
        />
      ))}
      {more && (
        <Button look="quiet" small className={css.more ?? ""} onClick={more}>
          {t("search.more")}
        </Button>
      )}
    </>
  );
}

function Near({ query, kind }: { query: string; kind: Kind }) {
  const t = useText();
  const [all, setAll] = useState(false);
  const { chats, people } = useNear(query);
  const rows = [
    ...(kind === "people"
      ? []
      : chats.map((view) => <ChatHit key={view.conversation} view={view} query={query.trim()} />)),
    ...(kind === "chats"
      ? []
      : people.map((user) => <PersonHit key={user.user} user={user} query={query.trim()} />)),
  ];
  if (rows.length === 0) return null;
  return (
    <>
      <h2 className={list.title}>{t("search.near")}</h2>
      {all ? rows : rows.slice(0, kFirst)}
      {!all && rows.length > kFirst && (
        <Button look="plain" small onClick={() => setAll(true)}>
          {t("search.all")}
        </Button>
      )}
    </>
  );
}

export default function SearchPane() {
  const t = useText();
  const phone = usePhone();
  const route = useRoute();
  const query = useStore(searchQuery) ?? (route.at === "search" ? route.query : "");
  const [kind, setKind] = useState<Kind>("all");
  const change = (words: string) => {
    searchQuery.set(words);
    if (route.at === "search") replace(paths.search(words));
  };
  const done = () => {
    searchQuery.set(null);
    if (route.at === "search") back("/");
  };
  useEffect(() => () => searchQuery.set(null), []);
  return (
    <>
      <header className={list.head}>
        {phone && <IconButton icon="back" name={t("ui.back")} onClick={done} />}
        <h1 tabIndex={-1}>{t("search.title")}</h1>
        {!phone && (
          <Button look="plain" small onClick={done}>
            {t("search.done")}
          </Button>
        )}
      </header>
      <SearchField
        autoFocus
        name={t("search.everything")}
        placeholder={t("search.placeholder")}
        value={query}
        onChange={change}
        onKeyDown={(event) => {
          if (event.key === "Enter") rememberSearch(query);
          if (event.key === "Escape") done();
        }}
      />
      {query.trim() !== "" && (
        <div className={css.chips}>
          <Chips
            name={t("search.narrow")}
            chosen={kind}
            onChoose={setKind}
            choices={[
              ["all", t("search.kindAll")],
              ["messages", t("search.messages")],
              ["chats", t("shell.chats")],
              ["people", t("shell.people")],
            ]}
          />
        </div>
      )}
      <div className={list.rows}>
        {query.trim() === "" && <Recent onChoose={change} />}
        {query.trim() !== "" && kind !== "messages" && <Near query={query} kind={kind} />}
        {query.trim() !== "" && (kind === "all" || kind === "messages") && (
          <Messages query={query} />
        )}
      </div>
    </>
  );
}
