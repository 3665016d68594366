// What is said aloud without being asked: new messages of the conversation on screen, a message
// that could not be sent, the connection lost and back. Several messages within two seconds are one
// sentence.
import type { ConversationId, MessageEvent } from "@parley/client";
import { useEffect, useRef } from "react";
import { useClient, useReadable } from "../client/client";
import { nameOf } from "../client/people";
import { listOf } from "../i18n/dates";
import { text } from "../i18n/text";
import { oneLine } from "../text/measure";
import { announce } from "../ui/announce";

const kGatherMs = 2_000;
const kSpokenMax = 150;

export function useAnnouncements(open: ConversationId | undefined) {
  const client = useClient();
  const gathered = useRef<MessageEvent[]>([]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const say = () => {
      const events = gathered.current;
      gathered.current = [];
      timer = undefined;
      const senders = [...new Set(events.map((event) => event.sender))];
      const names = senders.map((user) => nameOf(client.people.profile(user).get()));
      const [only] = events;
      if (events.length === 1 && only) announce(`${names[0]}: ${oneLine(only.text, kSpokenMax)}`);
      else announce(text()("announce.messages", { count: events.length, names: listOf(names) }));
    };
    const ends = [
      client.on("message", ({ conversation, event }) => {
        if (conversation !== open) return;
        gathered.current.push(event);
        timer ??= setTimeout(say, gathered.current.length === 1 ? 300 : kGatherMs);
      }),
      client.on("rejected", () => announce(text()("announce.notSent"))),
    ];
    return () => {
      clearTimeout(timer);
      gathered.current = [];
      for (const end of ends) end();
    };
  }, [client, open]);
  useConnectionWords();
}

function useConnectionWords() {
  const client = useClient();
  const { phase } = useReadable(client.connection);
  const lost = useRef(false);
  useEffect(() => {
    if (phase === "offline" || phase === "waiting") {
      if (!lost.current) announce(text()("announce.lost"));
      lost.current = true;
    } else if (phase === "live" && lost.current) {
      announce(text()("announce.back"));
      lost.current = false;
    }
  }, [phase]);
}
