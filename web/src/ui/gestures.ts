// What a finger does on a row or a message: rests on it, or pulls it along the line of text. A
// mouse does neither. The element that is pulled has `touch-action: pan-y`, so that the browser
// keeps scrolling, and moves by `--pull` while `data-pulled` names the side.
import { type PointerEvent, useEffect, useMemo, useRef } from "react";

// As far as a finger trembles; as long as it rests; as far as it pulls.
const kSlopPx = 10;
const kRestMs = 500;
export const kPullPx = 56;
const kPullMaxPx = 88;
const kBuzzMs = 10;

export type Side = "start" | "end";

export interface Gestures {
  // Where it is not given, a finger that rests does what the browser does.
  onRest?: (() => void) | undefined;
  // The sides it can be pulled to, and what that does.
  onPull?: { [side in Side]?: (() => void) | undefined };
}

// Where the finger came down, and what it has become; nothing while there is none.
interface Finger {
  id: number;
  x: number;
  y: number;
  does: "press" | "pull" | "nothing";
  pulled: number;
}

// How far along the line of text, within what is allowed.
function pullOf(along: number, onPull: Gestures["onPull"]): number {
  if (along > 0) return onPull?.end ? Math.min(along, kPullMaxPx) : 0;
  return onPull?.start ? Math.max(along, -kPullMaxPx) : 0;
}

function direction(element: Element): 1 | -1 {
  return getComputedStyle(element).direction === "rtl" ? -1 : 1;
}

// Whoever else took this finger for a press lets go of it.
function takeAway(element: Element, pointerId: number) {
  const init = { bubbles: true, pointerId, pointerType: "touch" };
  element.dispatchEvent(new PointerEvent("pointercancel", init));
}

class Hand {
  private finger: Finger | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly gestures: () => Gestures) {}

  readonly down = (event: PointerEvent<HTMLElement>) => {
    this.lift(event.currentTarget);
    if (event.pointerType === "mouse" || !event.isPrimary) return;
    const { pointerId: id, clientX: x, clientY: y, currentTarget } = event;
    this.finger = { id, x, y, does: "press", pulled: 0 };
    if (this.gestures().onRest) this.timer = setTimeout(() => this.rest(currentTarget), kRestMs);
  };

  readonly move = (event: PointerEvent<HTMLElement>) => {
    const { finger } = this;
    if (finger?.id !== event.pointerId || finger.does === "nothing") return;
    const element = event.currentTarget;
    const along = (event.clientX - finger.x) * direction(element);
    const across = Math.abs(event.clientY - finger.y);
    if (finger.does === "press") {
      if (Math.max(Math.abs(along), across) < kSlopPx) return;
      clearTimeout(this.timer);
      const pulls = Math.abs(along) > across && pullOf(along, this.gestures().onPull) !== 0;
      finger.does = pulls ? "pull" : "nothing";
      if (!pulls) return;
      takeAway(element, finger.id);
      element.setPointerCapture(finger.id);
    }
    this.pull(element, finger, pullOf(along, this.gestures().onPull));
  };

  readonly up = (event: PointerEvent<HTMLElement>) => {
    const { finger } = this;
    if (finger?.id !== event.pointerId) return;
    this.lift(event.currentTarget);
    if (finger.does !== "pull" || Math.abs(finger.pulled) < kPullPx) return;
    this.gestures().onPull?.[finger.pulled > 0 ? "end" : "start"]?.();
  };

  readonly cancel = (event: PointerEvent<HTMLElement>) => {
    if (event.isTrusted && this.finger?.id === event.pointerId) this.lift(event.currentTarget);
  };

  // The finger rests by our clock; the browser's own menu would come on top.
  readonly menu = (event: React.MouseEvent) => {
    if (!this.gestures().onRest || this.finger === null) return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly end = () => clearTimeout(this.timer);

  private rest(element: HTMLElement) {
    const { finger } = this;
    if (finger?.does !== "press") return;
    finger.does = "nothing";
    takeAway(element, finger.id);
    navigator.vibrate?.(kBuzzMs);
    this.gestures().onRest?.();
  }

  private pull(element: HTMLElement, finger: Finger, pulled: number) {
    const crosses = Math.abs(finger.pulled) < kPullPx && Math.abs(pulled) >= kPullPx;
    finger.pulled = pulled;
    element.style.setProperty("--pull", `${pulled * direction(element)}px`);
    element.setAttribute("data-pulled", pulled > 0 ? "end" : "start");
    element.toggleAttribute("data-far", Math.abs(pulled) >= kPullPx);
    if (crosses) navigator.vibrate?.(kBuzzMs);
  }

  private lift(element: HTMLElement) {
    clearTimeout(this.timer);
    this.finger = null;
    element.style.removeProperty("--pull");
    element.removeAttribute("data-pulled");
    element.removeAttribute("data-far");
  }
}

// The handlers for one element; the newest `gestures` count.
export function useGestures(gestures: Gestures) {
  const latest = useRef(gestures);
  latest.current = gestures;
  const hand = useMemo(() => new Hand(() => latest.current), []);
  useEffect(() => hand.end, [hand]);
  return {
    onPointerDown: hand.down,
    onPointerMove: hand.move,
    onPointerUp: hand.up,
    onPointerCancel: hand.cancel,
    onContextMenu: hand.menu,
  };
}
