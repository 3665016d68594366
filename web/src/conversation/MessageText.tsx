// The words of a message. What is very long is cut with a fade; what is longer still opens in a
// reader.
import { lazy, Suspense, useContext, useState } from "react";
import { numberOf } from "../i18n/dates";
import { useText } from "../i18n/text";
import { codePoints, isLong } from "../text/measure";
import { Rich } from "../text/Rich";
import { FindContext, NamesContext, useDeeds } from "./contexts";
import css from "./message.module.css";
import type { Shown } from "./rows";

const Reader = lazy(() => import("./Reader"));

// More than this never opens inside the list.
const kInlineMax = 20_000;

export function MessageText({ shown, big }: { shown: Shown; big: boolean }) {
  const t = useText();
  const { open } = useDeeds();
  const names = useContext(NamesContext);
  const find = useContext(FindContext);
  const [whole, setWhole] = useState(false);
  const truncated = shown.event?.truncated === true;
  const length = shown.event?.length ?? shown.text.length;
  const long = truncated || isLong(shown.text);
  const inReader = truncated || length > kInlineMax;
  const text = long && !whole ? shown.text.slice(0, 4_000) : shown.text;
  const words = <Rich text={inReader ? text.slice(0, 4_000) : text} names={names} hit={find} />;
  if (!long) return <span className={`${css.text} ${big ? css.big : ""}`}>{words}</span>;
  const count = numberOf(shown.event?.length ?? codePoints(shown.text));
  return (
    <>
      <span className={`${css.text} ${whole && !inReader ? "" : css.fade}`}>{words}</span>
      <button type="button" tabIndex={-1} className={css.more} onClick={() => setWhole(!whole)}>
        {whole && !inReader ? t("message.showLess") : t("message.showMore", { number: count })}
      </button>
      {whole && inReader && (
        <Suspense>
          <Reader open={open} shown={shown} names={names} onClose={() => setWhole(false)} />
        </Suspense>
      )}
    </>
  );
}
