// Messages with these words: a quarter of a second after the last key, in pages. A server without
// search, and being offline, are states and not failures.
import { type FoundMessage, ParleyError } from "@parley/client";
import { useCallback, useEffect, useState } from "react";
import { useClient } from "../client/client";

const kAfterMs = 250;
const kShortest = 2;

export type SearchState = "idle" | "asking" | "done" | "offline" | "unavailable" | "failed";

export function stateOf(error: unknown): SearchState {
  if (!(error instanceof ParleyError)) return "failed";
  if (error.code === "offline") return "offline";
  return error.code === "not_available" || error.code === "not_found" ? "unavailable" : "failed";
}

export function useSearch(query: string) {
  const { search } = useClient();
  const [messages, setMessages] = useState<readonly FoundMessage[]>([]);
  const [next, setNext] = useState<string>();
  const [state, setState] = useState<SearchState>("idle");
  const [again, setAgain] = useState(0);
  const words = query.trim();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` only asks once more.
  useEffect(() => {
    setMessages([]);
    setNext(undefined);
    if (words.length < kShortest) return setState("idle");
    let left = false;
    setState("asking");
    const timer = setTimeout(async () => {
      try {
        const page = await search.messages({ query: words });
        if (left) return;
        setMessages(page.messages);
        setNext(page.next);
        setState("done");
      } catch (error) {
        if (!left) setState(stateOf(error));
      }
    }, kAfterMs);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [search, words, again]);
  const more = useCallback(async () => {
    if (!next) return;
    setNext(undefined);
    try {
      const page = await search.messages({ query: words, before: next });
      setMessages((before) => [...before, ...page.messages]);
      setNext(page.next);
    } catch (error) {
      setState(stateOf(error));
    }
  }, [search, words, next]);
  return { messages, state, more: next ? more : null, retry: () => setAgain((count) => count + 1) };
}

// What was searched for lately on this device, newest first.
const key = "parley.searches";
const kRecentMax = 10;

export function recentSearches(): string[] {
  const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
  return Array.isArray(stored) ? stored.filter((one) => typeof one === "string") : [];
}

export function rememberSearch(query: string) {
  const words = query.trim();
  if (words.length < kShortest) return;
  const recent = [words, ...recentSearches().filter((one) => one !== words)];
  localStorage.setItem(key, JSON.stringify(recent.slice(0, kRecentMax)));
}

export function forgetSearch(query: string) {
  const kept = recentSearches().filter((one) => one !== query);
  localStorage.setItem(key, JSON.stringify(kept));
}
