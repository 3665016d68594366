// Finding in the conversation on screen: what is loaded is looked through at once, the server is
// asked where it can search. Up is older, down is newer.
import type { ConversationId } from "@parley/client";
import { useEffect, useRef, useState } from "react";
import { SearchField } from "../chats/SearchField";
import { useClient } from "../client/client";
import { useText } from "../i18n/text";
import { findQuery } from "../shell/state";
import { IconButton } from "../ui/Button";
import css from "./findbar.module.css";
import type { LogRow } from "./rows";

const kAfterMs = 250;

interface Props {
  id: ConversationId;
  query: string;
  rows: LogRow[];
  onJump: (seq: number) => void;
}

// Places of messages with these words among the loaded ones, newest first.
function loadedHits(rows: LogRow[], query: string): number[] {
  const words = query.toLocaleLowerCase();
  return rows
    .flatMap((row) =>
      row.kind === "message" &&
      row.shown.seq !== null &&
      row.shown.text.toLocaleLowerCase().includes(words)
        ? [row.shown.seq]
        : [],
    )
    .reverse();
}

export default function FindBar({ id, query, rows, onJump }: Props) {
  const t = useText();
  const client = useClient();
  const [hits, setHits] = useState<number[]>([]);
  const [at, setAt] = useState(0);
  const latest = useRef(rows);
  latest.current = rows;
  useEffect(() => {
    const words = query.trim();
    setAt(0);
    if (words.length < 2) return setHits([]);
    let left = false;
    const timer = setTimeout(async () => {
      const near = loadedHits(latest.current, words);
      setHits(near);
      if (near[0]) onJump(near[0]);
      try {
        const found = await client.search.messages({ query: words, conversation: id });
        if (!left)
          setHits(
            [...new Set([...near, ...found.messages.map((one) => one.event.seq)])].sort(
              (a, b) => b - a,
            ),
          );
      } catch {
        // A server without search: what is loaded is what is found.
      }
    }, kAfterMs);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [client, id, query, onJump]);
  const step = (by: number) => {
    const next = Math.min(hits.length - 1, Math.max(0, at + by));
    setAt(next);
    const seq = hits[next];
    if (seq) onJump(seq);
  };
  return (
    <div className={css.bar}>
      <SearchField
        autoFocus
        name={t("search.here")}
        value={query}
        onChange={(value) => findQuery.set(value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
          if (event.key === "ArrowUp") step(1);
          if (event.key === "ArrowDown") step(-1);
        }}
      />
      <span className={css.count} role="status">
        {hits.length > 0
          ? t("search.place", { at: at + 1, count: hits.length })
          : query.trim().length > 1 && t("search.none")}
      </span>
      <IconButton icon="up" name={t("search.older")} onClick={() => step(1)} />
      <IconButton icon="down" name={t("search.newer")} onClick={() => step(-1)} />
      <IconButton icon="x" name={t("search.close")} onClick={() => findQuery.set(null)} />
    </div>
  );
}
