// All emoji by group, the recent ones first, found by name.
import { type RefObject, useEffect, useMemo, useState } from "react";
import { Dialog, Popover } from "react-aria-components";
import { SearchField } from "../chats/SearchField";
import { useText } from "../i18n/text";
import { allEmoji, type EmojiEntry, recentEmoji, rememberEmoji } from "./emoji";
import css from "./emoji.module.css";

// The groups by their number in Unicode's data; 2 is for parts of emoji and is not shown.
const groups = [
  [0, "smileys"],
  [1, "people"],
  [3, "nature"],
  [4, "food"],
  [5, "travel"],
  [6, "activities"],
  [7, "objects"],
  [8, "symbols"],
  [9, "flags"],
] as const;

interface Props {
  at: RefObject<Element | null>;
  onPick: (emoji: string) => void;
  onClose: () => void;
}

function Grid({
  title,
  entries,
  onPick,
}: {
  title: string;
  entries: EmojiEntry[];
  onPick: (emoji: string) => void;
}) {
  if (entries.length === 0) return null;
  return (
    <section className={css.group} aria-label={title}>
      <h3>{title}</h3>
      <div className={css.grid}>
        {entries.map((entry) => (
          <button
            key={entry.unicode}
            type="button"
            aria-label={entry.label}
            onClick={() => onPick(entry.unicode)}
          >
            {entry.unicode}
          </button>
        ))}
      </div>
    </section>
  );
}

export default function EmojiPicker({ at, onPick, onClose }: Props) {
  const t = useText();
  const [entries, setEntries] = useState<EmojiEntry[]>([]);
  const [query, setQuery] = useState("");
  useEffect(() => {
    allEmoji().then(setEntries, () => undefined);
  }, []);
  const recent = useMemo(() => {
    const known = new Map(entries.map((entry) => [entry.unicode, entry]));
    return recentEmoji().flatMap((emoji) => known.get(emoji) ?? []);
  }, [entries]);
  const words = query.trim().toLowerCase();
  const found = words
    ? entries.filter(
        (entry) => entry.label.includes(words) || entry.tags?.some((tag) => tag.startsWith(words)),
      )
    : [];
  const pick = (emoji: string) => {
    rememberEmoji(emoji);
    onPick(emoji);
    onClose();
  };
  return (
    <Popover
      className={css.place ?? ""}
      triggerRef={at}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      placement="top start"
    >
      <Dialog className={css.picker ?? ""} aria-label={t("composer.emoji")}>
        <SearchField
          autoFocus
          name={t("emoji.search")}
          placeholder={t("emoji.search")}
          value={query}
          onChange={setQuery}
          onKeyDown={(event) => {
            if (event.key === "Enter" && found[0]) pick(found[0].unicode);
          }}
        />
        <div className={css.all}>
          {words ? (
            <Grid title={t("emoji.found")} entries={found} onPick={pick} />
          ) : (
            <>
              <Grid title={t("emoji.recent")} entries={recent} onPick={pick} />
              {groups.map(([group, name]) => (
                <Grid
                  key={name}
                  title={t(`emoji.${name}`)}
                  entries={entries.filter((entry) => entry.group === group)}
                  onPick={pick}
                />
              ))}
            </>
          )}
        </div>
      </Dialog>
    </Popover>
  );
}
