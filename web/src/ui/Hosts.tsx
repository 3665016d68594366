// What floats over the page wherever one is: the toast, the question that waits for an answer, and
// the two regions for screen readers.
import { lazy, Suspense, useEffect, useState } from "react";
import { assertive, polite } from "./announce";
import { question } from "./confirm";
import { useStore } from "./store";
import css from "./toast.module.css";
import { type Toast, toasts } from "./toasts";

const Question = lazy(() => import("./Question"));

const kToastMs = 5_000;
const kToastWithActionMs = 10_000;

function ToastView({ shown }: { shown: Toast }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => toasts.set(null), shown.action ? kToastWithActionMs : kToastMs);
    return () => clearTimeout(timer);
  }, [shown, held]);
  const { action } = shown;
  const run = () => {
    toasts.set(null);
    action?.run();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: resting on it only keeps it from leaving.
    <div
      className={css.toast}
      data-toast
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={css.words}>{shown.text}</span>
      {action && (
        <button type="button" onClick={run}>
          {action.name}
        </button>
      )}
    </div>
  );
}

export function Hosts() {
  const shown = useStore(toasts);
  const asked = useStore(question);
  return (
    <>
      {shown && <ToastView shown={shown} />}
      <Suspense>{asked && <Question asked={asked} />}</Suspense>
      <div className="sr" role="status" aria-live="polite" data-live="polite">
        {useStore(polite)}
      </div>
      <div className="sr" role="alert" data-live="assertive">
        {useStore(assertive)}
      </div>
    </>
  );
}
