// One conversation on screen, opened when it comes and closed when it leaves.
import type { ConversationId, OpenConversation } from "@parley/client";
import { useLayoutEffect, useState } from "react";
import { useClient } from "../client/client";
import { Conversation } from "./Conversation";

interface Props {
  id: ConversationId;
  // The message that the address names.
  seq: number | undefined;
}

export function ConversationPane({ id, seq }: Props) {
  const client = useClient();
  const [open, setOpen] = useState<OpenConversation>();
  useLayoutEffect(() => {
    const opened = client.conversations.open(id);
    setOpen(opened);
    return () => opened.close();
  }, [client, id]);
  return open ? <Conversation open={open} seq={seq} /> : null;
}
