// The menu of a row.
import type { ConversationView } from "@parley/client";
import { useRef } from "react";
import { useClient } from "../client/client";
import { useTitleOf } from "../client/conversations";
import { Menu } from "../ui/Menu";
import { rowDeeds } from "./menuDeeds";

interface Props {
  view: ConversationView;
  at: Element;
  onClose: () => void;
}

export default function RowMenu({ view, at, onClose }: Props) {
  const client = useClient();
  const title = useTitleOf(view.conversation);
  const anchor = useRef(at);
  return <Menu name={title} at={anchor} deeds={rowDeeds(client, view, title)} onClose={onClose} />;
}
