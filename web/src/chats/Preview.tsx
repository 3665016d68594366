// The second line of a row: who types, else a draft, else the last message or event in words.
import type { ConversationView, ListedEvent, UserId } from "@parley/client";
import { useClient, useReadable } from "../client/client";
import { nameOf, useMyId, useProfiles } from "../client/people";
import { throughOf } from "../conversation/contexts";
import { useTypingWords } from "../conversation/System";
import { namedIn, plainWords, systemWords } from "../conversation/systemWords";
import { useText } from "../i18n/text";
import { oneLine } from "../text/measure";
import { Tick, type TickState } from "../ui/Tick";

const nobody: string[] = [];

// The words alone, for the sentence that a screen reader says.
export function usePreview(view: ConversationView): {
  prefix: string;
  words: string;
  own: boolean;
} {
  const t = useText();
  const me = useMyId();
  const event: ListedEvent | null = view.last_event ?? view.last_message;
  const profiles = useProfiles(event ? namedIn(event) : nobody);
  if (view.draft) return { prefix: "", words: oneLine(view.draft), own: false };
  if (!event) return { prefix: "", words: "", own: false };
  const name = (user: string) => nameOf(profiles.get(user));
  if (event.kind !== "message") {
    const words = systemWords([event], me, name);
    return { prefix: "", words: plainWords(words.join(" · ")), own: false };
  }
  const own = event.sender === me;
  if (event.deleted) {
    const words = own
      ? t("message.youDeleted")
      : t("message.deletedBy", { who: name(event.sender) });
    return { prefix: "", words, own: false };
  }
  const group = view.kind === "group";
  const prefix = group ? (own ? t("chats.you") : name(event.sender)) : "";
  return { prefix, words: oneLine(event.text), own };
}

// How far the last message went, if it is one's own, as far as it was told.
function useLastTick({ conversation, members, last_event }: ConversationView): TickState {
  const me = useMyId();
  const markers = useReadable(useClient().conversations.receipts(conversation));
  const seq = last_event?.seq ?? 0;
  const others = members ? members.length - 1 : 1;
  const through = throughOf(
    markers.filter(({ user }) => user !== me),
    others,
  );
  if (seq <= through.read) return "read";
  return seq <= through.received ? "delivered" : "sent";
}

function useTypers({ conversation }: ConversationView): readonly UserId[] {
  return useReadable(useClient().conversations.typing(conversation));
}

export function Preview({ view }: { view: ConversationView }) {
  const t = useText();
  const { prefix, words, own } = usePreview(view);
  const typing = useTypingWords(useTypers(view), view.kind === "group");
  const tick = useLastTick(view);
  if (typing) return <span className="cut live-text">{typing}</span>;
  if (view.draft)
    return (
      <span className="cut" dir="auto">
        <span className="draft-text">{t("chats.draft")}</span> {words}
      </span>
    );
  return (
    <>
      {own && <Tick state={tick} />}
      <span className="cut" dir="auto">
        {prefix && <b>{t("chats.says", { who: prefix })}</b>} {words}
      </span>
    </>
  );
}
