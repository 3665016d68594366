// The text being written: from the stored draft, and back into it 300 ms after the last key. While
// a message is being changed the draft waits, and comes back afterwards.
import type { OpenConversation } from "@parley/client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Mode } from "./modes";

const kStoreAfterMs = 300;
const kRestMs = 5_000;
const kTypingEveryMs = 4_000;

export function useDraft(open: OpenConversation, stored: string | undefined, mode: Mode) {
  const [text, setText] = useState(stored ?? "");
  const touched = useRef(false);
  const draft = useRef(stored ?? "");
  const editing = mode?.kind === "edit" ? mode.shown : null;

  useEffect(() => {
    if (stored === undefined || touched.current) return;
    draft.current = stored;
    setText(stored);
  }, [stored]);

  useEffect(() => {
    if (!editing) return;
    setText(editing.text);
    return () => setText(draft.current);
  }, [editing]);

  const store = useCallback(() => void open.setDraft(draft.current), [open]);
  useEffect(() => {
    const hidden = () => document.visibilityState === "hidden" && touched.current && store();
    document.addEventListener("visibilitychange", hidden);
    return () => {
      document.removeEventListener("visibilitychange", hidden);
      if (touched.current) store();
    };
  }, [store]);

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const change = useCallback(
    (next: string) => {
      setText(next);
      if (editing) return;
      touched.current = true;
      draft.current = next;
      clearTimeout(timer.current);
      timer.current = setTimeout(store, kStoreAfterMs);
    },
    [editing, store],
  );
  const clear = useCallback(() => {
    setText("");
    clearTimeout(timer.current);
    touched.current = true;
    draft.current = "";
    store();
  }, [store]);
  return { text, change, clear };
}

// Tells the others that somebody types: at most every 4 s, and off after 5 s of rest.
export function useTypingSignal(open: OpenConversation) {
  const told = useRef(0);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = useCallback(() => {
    clearTimeout(rest.current);
    if (told.current) open.setTyping(false);
    told.current = 0;
  }, [open]);
  const typed = useCallback(
    (text: string) => {
      if (!text.trim()) return stop();
      const now = Date.now();
      if (now - told.current > kTypingEveryMs) {
        told.current = now;
        open.setTyping(true);
      }
      clearTimeout(rest.current);
      rest.current = setTimeout(stop, kRestMs);
    },
    [open, stop],
  );
  useEffect(() => stop, [stop]);
  return { typed, stop };
}
