// A conversation: header, messages, composer, and what floats over them.
import type { MessageEvent, OpenConversation, UserId } from "@parley/client";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useClient, useReadable } from "../client/client";
import { otherOf, useTitleOf } from "../client/conversations";
import { hasFinePointer } from "../client/media";
import { useMyId, useProfiles, useWatch } from "../client/people";
import { go } from "../routing/router";
import { paths } from "../routing/routes";
import { Banner } from "../shell/Banner";
import { findQuery } from "../shell/state";
import type { Names } from "../text/Rich";
import { useStore } from "../ui/store";
import { CannotWrite } from "./CannotWrite";
import { Composer } from "./Composer";
import {
  DeedsContext,
  FindContext,
  LookupContext,
  NamesContext,
  SelectedContext,
  ThroughContext,
  throughOf,
} from "./contexts";
import css from "./conversation.module.css";
import { Header } from "./Header";
import { Log, type LogHandle } from "./Log";
import { logRows } from "./rows";
import { type At, mayWriteIn, useDeedsOf } from "./useDeedsOf";

const MessageMenu = lazy(() => import("./MessageMenu"));
const EmojiPicker = lazy(() => import("./EmojiPicker"));
const FindBar = lazy(() => import("./FindBar"));
const WhoRead = lazy(() => import("./WhoRead"));
const Selecting = lazy(() => import("./Selecting"));

// Where the line above what is unread stands: as it was when the conversation was opened, until
// something is sent. `ready` once the stretch with the first unread message is loaded, so that the
// view is placed once.
function useUnreadLine(open: OpenConversation) {
  const view = useReadable(open.view);
  const window = useReadable(open.messages);
  const [line, setLine] = useState<{ after: number; count: number } | null | undefined>();
  const [phase, setPhase] = useState<"waiting" | "around" | "ready">("waiting");
  if (line === undefined && view)
    setLine(view.unread > 0 ? { after: view.read, count: view.unread } : null);
  const first = window.rows[0]?.event.seq;
  const far = line && first !== undefined && !window.at_start && first > line.after + 1;
  const known =
    line !== undefined && window.loading === null && (first !== undefined || window.at_start);
  useEffect(() => {
    if (phase !== "waiting" || !known) return;
    if (!far) return setPhase("ready");
    setPhase("around");
    open.around(line.after + 1).then(
      () => setPhase("ready"),
      () => setPhase("ready"),
    );
  }, [open, phase, known, far, line]);
  const clear = useCallback(() => setLine(null), []);
  return {
    line: far ? null : (line ?? null),
    ready: phase === "ready" || first === undefined,
    clear,
  };
}

function useMembers(open: OpenConversation, me: UserId): readonly UserId[] {
  const members = useReadable(open.view)?.members;
  const other = otherOf(open.id, me);
  return useMemo(() => members ?? [...new Set([other ?? me, me])], [members, other, me]);
}

function useNames(members: readonly UserId[], me: UserId) {
  const profiles = useProfiles(members);
  const byName = useMemo(
    () => new Map([...profiles.values()].map((user) => [user.username ?? "", user.user])),
    [profiles],
  );
  const names = useMemo<Names>(
    () => ({
      userOf: (name) => {
        const id = byName.get(name);
        return id === undefined ? undefined : { id, me: id === me };
      },
      open: (user) => go(paths.person(user)),
    }),
    [byName, me],
  );
  const idOf = useCallback((name: string) => byName.get(name), [byName]);
  return { names, idOf };
}

function PickReaction({
  at,
  onPick,
  onClose,
}: {
  at: At;
  onPick: (emoji: string) => void;
  onClose: () => void;
}) {
  const anchor = useRef(at.at);
  return <EmojiPicker at={anchor} onPick={onPick} onClose={onClose} />;
}

export function Conversation({ open, seq }: { open: OpenConversation; seq: number | undefined }) {
  const { id } = open;
  const me = useMyId();
  const view = useReadable(open.view);
  const window = useReadable(open.messages);
  const typing = useReadable(open.typing);
  const markers = useReadable(open.receipts);
  const blocks = useReadable(useClient().people.blocks);
  const find = useStore(findQuery);
  const title = useTitleOf(id);
  const other = otherOf(id, me);
  const log = useRef<LogHandle>(null);
  const { line, ready, clear } = useUnreadLine(open);
  const members = useMembers(open, me);
  const { names, idOf } = useNames(members, me);
  const state = useDeedsOf(open, view, me, log);
  const { deeds, mode, setMode, menu, picking, asked, selected } = state;
  useWatch(members);
  useEffect(() => () => findQuery.set(null), []);
  useEffect(() => {
    if (ready && seq !== undefined) log.current?.jump(seq);
  }, [ready, seq]);
  useEffect(() => {
    if (!hasFinePointer()) document.querySelector<HTMLElement>("[data-heading]")?.focus();
  }, []);

  const rows = useMemo(
    () =>
      logRows({
        rows: window.rows,
        sending: window.at_end ? window.sending : [],
        me,
        atStart: window.at_start,
        unread: line,
        typing: window.at_end ? typing : [],
      }),
    [window, me, line, typing],
  );
  const events = useMemo(
    () =>
      new Map(
        window.rows.flatMap(({ event }) =>
          event.kind === "message" ? [[event.seq, event] as const] : [],
        ),
      ),
    [window.rows],
  );
  const lookup = useCallback(
    (target: number): MessageEvent | undefined => events.get(target),
    [events],
  );
  const others = members.filter((member) => member !== me).length;
  const receipts = useMemo(() => markers.filter(({ user }) => user !== me), [markers, me]);
  const through = useMemo(() => throughOf(receipts, others), [receipts, others]);
  const jump = useCallback((target: number) => log.current?.jump(target), []);
  const joined = window.rows[0]?.event.kind !== "created" && (window.rows[0]?.event.seq ?? 1) > 1;
  const editLast = () => {
    const last = rows.findLast(
      (row) =>
        row.kind === "message" && row.shown.sender === me && row.shown.event?.deleted !== true,
    );
    if (last?.kind === "message" && last.shown.seq !== null) deeds.edit(last.shown);
  };
  const onSent = () => {
    clear();
    log.current?.toEnd();
  };

  return (
    <DeedsContext value={deeds}>
      <ThroughContext value={through}>
        <LookupContext value={lookup}>
          <NamesContext value={names}>
            <FindContext value={find ?? ""}>
              <Header id={id} view={view} other={other} typing={typing} />
              <Suspense>
                {selected && <Selecting rows={rows} selected={selected} />}
                {find !== null && <FindBar id={id} query={find} rows={rows} onJump={jump} />}
              </Suspense>
              <div className={css.middle}>
                <Banner />
                {ready && (
                  <SelectedContext value={selected}>
                    <Log
                      ref={log}
                      open={open}
                      window={window}
                      rows={rows}
                      title={title}
                      joined={joined}
                      unread={view?.unread ?? 0}
                    />
                  </SelectedContext>
                )}
              </div>
              {!mayWriteIn(view) && <CannotWrite why="left" />}
              {mayWriteIn(view) && other && blocks?.includes(other) && (
                <CannotWrite why="blocked" user={other} />
              )}
              {mayWriteIn(view) && !(other && blocks?.includes(other)) && (
                <Composer
                  open={open}
                  title={title}
                  draft={view?.draft}
                  mode={mode}
                  members={members}
                  idOf={idOf}
                  onMode={setMode}
                  onSent={onSent}
                  onEditLast={editLast}
                />
              )}
              <Suspense>
                {menu && (
                  <MessageMenu
                    shown={menu.shown}
                    at={menu.at}
                    onClose={() => state.setMenu(null)}
                  />
                )}
                {picking && (
                  <PickReaction
                    at={picking}
                    onPick={(emoji) => deeds.react(picking.shown, emoji)}
                    onClose={() => state.setPicking(null)}
                  />
                )}
                {asked?.seq && (
                  <WhoRead
                    seq={asked.seq}
                    receipts={receipts}
                    onClose={() => state.setAsked(null)}
                  />
                )}
              </Suspense>
            </FindContext>
          </NamesContext>
        </LookupContext>
      </ThroughContext>
    </DeedsContext>
  );
}
