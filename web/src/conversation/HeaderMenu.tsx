// What can be done with the conversation on screen.
import type { ConversationView } from "@parley/client";
import type { RefObject } from "react";
import { archive } from "../chats/deeds";
import { muteDeeds } from "../chats/menuDeeds";
import { useClient } from "../client/client";
import { useText } from "../i18n/text";
import { Menu } from "../ui/Menu";

interface Props {
  view: ConversationView;
  title: string;
  at: RefObject<Element | null>;
  onDetails: () => void;
  onClose: () => void;
}

export default function HeaderMenu({ view, title, at, onDetails, onClose }: Props) {
  const t = useText();
  const client = useClient();
  return (
    <Menu
      name={title}
      at={at}
      onClose={onClose}
      deeds={[
        { id: "details", name: t("details.title"), icon: "panel", run: onDetails },
        ...muteDeeds(client, view),
        {
          id: "archive",
          name: t(view.preferences.archived ? "chats.unarchive" : "chats.archive"),
          icon: "archive",
          apart: true,
          run: () => archive(client, view),
        },
      ]}
    />
  );
}
