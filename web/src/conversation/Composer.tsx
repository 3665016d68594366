// Where one writes. Its state lives here alone, so that a key draws nothing else.
import type { OpenConversation, UserId } from "@parley/client";
import { type KeyboardEvent, lazy, Suspense, useEffect, useRef, useState } from "react";
import { useFinePointer } from "../client/media";
import { usePreference } from "../client/preferences";
import { useText } from "../i18n/text";
import { trimmedText } from "../text/measure";
import { IconButton } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { toast } from "../ui/toasts";
import css from "./composer.module.css";
import { type Completion, completionAt, mentionsIn, roomLeft } from "./composerRules";
import { ModeBar } from "./ModeBar";
import type { Mode } from "./modes";
import { RoomLeft } from "./RoomLeft";
import { type Suggestion, Suggestions, useSuggestions } from "./Suggestions";
import { useDraft, useTypingSignal } from "./useDraft";

const EmojiPicker = lazy(() => import("./EmojiPicker"));

interface Props {
  open: OpenConversation;
  title: string;
  draft: string | undefined;
  mode: Mode;
  members: readonly UserId[];
  idOf: (username: string) => UserId | undefined;
  onMode: (mode: Mode) => void;
  onSent: () => void;
  onEditLast: () => void;
}

export function Composer(props: Props) {
  const { open, mode, onMode } = props;
  const t = useText();
  const fine = useFinePointer();
  const enter = usePreference("enter");
  const area = useRef<HTMLTextAreaElement>(null);
  const smile = useRef<HTMLButtonElement>(null);
  const [picking, setPicking] = useState(false);
  const [completion, setCompletion] = useState<Completion | null>(null);
  const { text, change, clear } = useDraft(open, props.draft, mode);
  const typing = useTypingSignal(open);
  const left = roomLeft(text);
  const ready = trimmedText(text) !== "" && (left === null || left >= 0);

  useEffect(() => {
    if (fine) area.current?.focus();
  }, [fine]);
  useEffect(() => {
    if (mode) area.current?.focus();
  }, [mode]);

  const write = (next: string, caret = area.current?.selectionStart ?? next.length) => {
    change(next);
    setCompletion(completionAt(next, caret));
    if (mode?.kind !== "edit") typing.typed(next);
  };
  const insert = (words: string, from: number, to: number) => {
    write(text.slice(0, from) + words + text.slice(to), from + words.length);
    setCompletion(null);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(from + words.length, from + words.length);
    });
  };
  const suggestions = useSuggestions(completion, props.members);
  const take = (suggestion: Suggestion) => {
    if (completion)
      insert(
        `${suggestion.insert} `,
        completion.from,
        completion.from + completion.typed.length + 1,
      );
  };

  const send = async () => {
    if (!ready) return;
    const words = trimmedText(text);
    const mentions = mentionsIn(words, props.idOf);
    typing.stop();
    setCompletion(null);
    if (mode?.kind === "edit") {
      const { seq, text: before } = mode.shown;
      onMode(null);
      if (seq !== null && words !== before) await open.edit(seq, words, mentions);
      return;
    }
    const reply = mode?.shown.seq;
    clear();
    onMode(null);
    const sent = open.send({
      text: words,
      ...(reply ? { reply_to: reply } : {}),
      ...(mentions.length > 0 ? { mentions } : {}),
    });
    props.onSent();
    await sent;
    props.onSent();
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (suggestions.onKey(event, take)) return;
    const control = event.ctrlKey || event.metaKey;
    const sends =
      fine && event.key === "Enter" && (enter === "send" ? !event.shiftKey && !control : control);
    if (sends) {
      event.preventDefault();
      void send();
    } else if (event.key === "Escape" && completion && suggestions.items.length > 0) {
      event.preventDefault();
      setCompletion(null);
    } else if (event.key === "Escape" && mode) {
      event.preventDefault();
      onMode(null);
    } else if (event.key === "ArrowUp" && text === "" && !mode) {
      event.preventDefault();
      props.onEditLast();
    }
  };

  return (
    <footer className={css.composer}>
      <div className={css.box}>
        {mode && <ModeBar mode={mode} onClose={() => onMode(null)} />}
        <Suggestions state={suggestions} onTake={take} />
        <div className={css.line}>
          <IconButton
            ref={smile}
            icon="smile"
            name={t("composer.emoji")}
            aria-haspopup="dialog"
            onClick={() => setPicking(true)}
          />
          <textarea
            ref={area}
            data-composer
            rows={1}
            dir={text ? "auto" : undefined}
            enterKeyHint={fine ? "send" : "enter"}
            aria-label={t("composer.message", { title: props.title })}
            placeholder={t("composer.placeholder")}
            aria-autocomplete="list"
            aria-controls={suggestions.items.length > 0 ? "suggestions" : undefined}
            aria-activedescendant={suggestions.active}
            value={text}
            onChange={(event) => write(event.target.value, event.target.selectionStart)}
            onKeyDown={onKey}
            onPaste={(event) => {
              if (event.clipboardData.files.length > 0) toast({ text: t("composer.noFiles") });
            }}
          />
          <RoomLeft left={left} />
          <button
            type="button"
            className={css.send}
            aria-label={t(mode?.kind === "edit" ? "composer.save" : "composer.send")}
            disabled={!ready}
            onPointerDown={(event) => event.preventDefault()}
            onClick={send}
          >
            <Icon name="send" />
          </button>
        </div>
      </div>
      <Suspense>
        {picking && (
          <EmojiPicker
            at={smile}
            onClose={() => setPicking(false)}
            onPick={(emoji) => {
              const from = area.current?.selectionStart ?? text.length;
              insert(emoji, from, area.current?.selectionEnd ?? from);
            }}
          />
        )}
      </Suspense>
    </footer>
  );
}
