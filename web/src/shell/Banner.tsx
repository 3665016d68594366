// How the connection is, on top of the list or the conversation: nothing for the first two seconds
// of a loss, and a word when a long one is over. A new version that waits says so here too.
import { useEffect, useRef, useState } from "react";
import { useClient, useReadable } from "../client/client";
import { useOnline } from "../client/media";
import { numberOf } from "../i18n/dates";
import { useText } from "../i18n/text";
import { IconButton } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { useStore } from "../ui/store";
import { takeUpdate, waitingWorker } from "../worker/register";
import css from "./banner.module.css";

const kQuietMs = 2_000;
const kLongLossMs = 10_000;
const kConnectedMs = 1_500;
const kBehindShown = 200;

type Said = "none" | "offline" | "connecting" | "connected" | "catching";

function useSaid(): Said {
  const { phase, lost_at, behind } = useReadable(useClient().connection);
  const [late, setLate] = useState(false);
  const [connected, setConnected] = useState(false);
  const lostAt = useRef<number | null>(null);
  const offline = !useOnline() || phase === "offline";
  const lost = offline || phase === "waiting" || phase === "connecting";
  useEffect(() => {
    if (lost) {
      lostAt.current ??= lost_at ?? Date.now();
      const timer = setTimeout(() => setLate(true), kQuietMs);
      return () => clearTimeout(timer);
    }
    setLate(false);
    const was = lostAt.current;
    lostAt.current = null;
    if (was === null || Date.now() - was < kLongLossMs) return;
    setConnected(true);
    const timer = setTimeout(() => setConnected(false), kConnectedMs);
    return () => clearTimeout(timer);
  }, [lost, lost_at]);
  if (lost) return late ? (offline ? "offline" : "connecting") : "none";
  if (phase === "catching_up" && behind > kBehindShown) return "catching";
  return connected && phase === "live" ? "connected" : "none";
}

export function Banner() {
  const t = useText();
  const client = useClient();
  const said = useSaid();
  const { behind } = useReadable(client.connection);
  const [refused, setRefused] = useState(false);
  const update = useStore(waitingWorker) !== null && !refused;
  if (said === "offline")
    return (
      <div className={css.banner} data-banner="offline">
        <Icon name="offline" size={20} />
        <span className={css.grow}>{t("banner.offline")}</span>
      </div>
    );
  if (said !== "none")
    return (
      <div className={`${css.banner} ${css.quiet}`} data-banner={said}>
        <Icon name={said === "connected" ? "check" : "retry"} size={20} />
        <span className={css.grow}>{t(`banner.${said}`, { number: numberOf(behind) })}</span>
        {said === "connecting" && (
          <button type="button" onClick={() => client.connect()}>
            {t("banner.tryNow")}
          </button>
        )}
      </div>
    );
  if (!update) return null;
  return (
    <div className={`${css.banner} ${css.info}`} data-banner="update">
      <Icon name="update" size={20} />
      <span className={css.grow}>{t("banner.update")}</span>
      <button type="button" onClick={takeUpdate}>
        {t("banner.take")}
      </button>
      <IconButton icon="x" size={20} name={t("ui.close")} onClick={() => setRefused(true)} />
    </div>
  );
}
