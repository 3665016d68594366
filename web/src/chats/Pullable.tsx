// What a finger does with a row of the list: towards the start it pins, towards the end it archives,
// resting opens the menu. The menu has all three, for keys and for a mouse.
import type { ConversationView } from "@parley/client";
import { type ReactNode, useRef } from "react";
import { useClient } from "../client/client";
import { useGestures } from "../ui/gestures";
import { Icon } from "../ui/Icon";
import { archive, pin } from "./deeds";
import css from "./pullable.module.css";

interface Props {
  view: ConversationView;
  onMenu: (view: ConversationView, at: Element) => void;
  children: ReactNode;
}

export function Pullable({ view, onMenu, children }: Props) {
  const client = useClient();
  const row = useRef<HTMLDivElement>(null);
  const hand = useGestures({
    onRest: () => row.current && onMenu(view, row.current),
    onPull: { start: () => void pin(client, view), end: () => void archive(client, view) },
  });
  return (
    <div ref={row} className={css.pullable} {...hand}>
      <Icon name="archive" className={css.end} />
      <Icon name="pin" className={css.start} />
      <div className={css.over}>{children}</div>
    </div>
  );
}
