// The edge between list and conversation: dragged, it changes the list's width, which is
// remembered.
import { type PointerEvent, useEffect } from "react";
import css from "./shell.module.css";

const kMin = 260;
const kMax = 420;
const key = "parley.list";

function setWidth(width: number) {
  document.documentElement.style.setProperty("--list", `${width}px`);
}

export function Edge() {
  useEffect(() => {
    const width = Number(localStorage.getItem(key));
    if (width >= kMin && width <= kMax) setWidth(width);
  }, []);
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const list = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!list) return;
    const rtl = document.documentElement.dir === "rtl";
    const wished = rtl ? list.right - event.clientX : event.clientX - list.left;
    const width = Math.round(Math.min(kMax, Math.max(kMin, wished)));
    setWidth(width);
    localStorage.setItem(key, String(width));
  };
  return (
    <div
      className={css.edge}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
    />
  );
}
