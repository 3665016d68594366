// Messages that name me, newest first, from every conversation.
import type { FoundMessage } from "@parley/client";
import { useCallback, useEffect, useState } from "react";
import list from "../chats/list.module.css";
import { useClient } from "../client/client";
import { useText } from "../i18n/text";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Hit } from "./Hit";
import css from "./search.module.css";
import { type SearchState, stateOf } from "./useSearch";

export default function Mentions() {
  const t = useText();
  const { search } = useClient();
  const [messages, setMessages] = useState<readonly FoundMessage[]>([]);
  const [next, setNext] = useState<string>();
  const [state, setState] = useState<SearchState>("asking");
  const load = useCallback(
    async (before?: string) => {
      try {
        const page = await search.mentions(before);
        setMessages((held) => (before ? [...held, ...page.messages] : page.messages));
        setNext(page.next);
        setState("done");
      } catch (error) {
        setState(stateOf(error));
      }
    },
    [search],
  );
  useEffect(() => {
    void load();
  }, [load]);
  return (
    <>
      <header className={list.head}>
        <h1 tabIndex={-1}>{t("shell.mentions")}</h1>
      </header>
      <div className={list.rows}>
        {messages.map((found) => (
          <Hit
            key={`${found.conversation} ${found.event.seq}`}
            found={found}
            query=""
            current={false}
          />
        ))}
        {next && (
          <Button look="quiet" small className={css.more ?? ""} onClick={() => load(next)}>
            {t("search.more")}
          </Button>
        )}
        {state === "done" && messages.length === 0 && (
          <div className={list.blank}>
            <Icon name="at" />
            <b>{t("mentions.none")}</b>
            <span>{t("mentions.noneHint")}</span>
          </div>
        )}
        {(state === "offline" || state === "unavailable") && (
          <div className={list.blank}>
            <Icon name="at" />
            <span>{t(`mentions.${state}`)}</span>
          </div>
        )}
        {state === "failed" && (
          <div className={css.note} role="alert">
            {t("search.failed")}
            <Button look="quiet" small onClick={() => load()}>
              {t("failed.again")}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}
