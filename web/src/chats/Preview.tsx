// The second line of a row: a draft, else the last message or event in words.
import type { ConversationView, ListedEvent } from "@parley/client";
import { nameOf, useMyId, useProfiles } from "../client/people";
import { namedIn, plainWords, systemWords } from "../conversation/systemWords";
import { useText } from "../i18n/text";
import { oneLine } from "../text/measure";
import { Tick } from "../ui/Tick";

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

export function Preview({ view }: { view: ConversationView }) {
  const t = useText();
  const { prefix, words, own } = usePreview(view);
  if (view.draft)
    return (
      <span className="cut" dir="auto">
        <span className="draft-text">{t("chats.draft")}</span> {words}
      </span>
    );
  return (
    <>
      {own && <Tick state="sent" />}
      <span className="cut" dir="auto">
        {prefix && <b>{t("chats.says", { who: prefix })}</b>} {words}
      </span>
    </>
  );
}
