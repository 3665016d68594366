// Checks the colour pairs of src/tokens.css against WCAG 2.2: 4.5:1 for text, 3:1 for what must be
// seen to be used. With more contrast: 7:1 and 4.5:1. Usage: node check_contrast.mjs [--all]; exits
// 1 when a pair fails.
import { readFileSync } from "node:fs";

const css = readFileSync(new URL("src/tokens.css", import.meta.url), "utf8");
const block = (selector) => {
  const from = css.indexOf("{", css.indexOf(selector)) + 1;
  return Object.fromEntries(
    [
      ...css
        .slice(from, css.indexOf("\n}", from))
        .matchAll(/--([\w-]+):\s*light-dark\((#\w+), (#\w+)\)/g),
    ].map(([, name, light, dark]) => [name, { light, dark }]),
  );
};
const base = block("\n:root {");
const more = { ...base, ...block('\n:root[data-contrast="more"] {') };

const luminance = (hex) => {
  const [r, g, b] = [1, 3, 5]
    .map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ratio = (a, b) => {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi + 0.05) / (lo + 0.05);
};

const text = (names, grounds) => names.flatMap((n) => grounds.map((g) => [n, g, "text"]));
const seen = (names, grounds) => names.flatMap((n) => grounds.map((g) => [n, g, "seen"]));
const people = [0, 1, 2, 3, 4, 5, 6, 7];
const pairs = [
  ...text(
    ["text", "text-2", "text-3"],
    ["app", "panel", "raised", "sunken", "hover", "hover-panel", "accent-soft"],
  ),
  ...text(
    ["accent"],
    ["app", "panel", "raised", "sunken", "hover", "accent-soft", "bubble-in", "bubble-out"],
  ),
  ...text(
    ["on-accent"],
    ["accent-fill", "accent-fill-hover", "accent-fill-press", "badge-quiet", "danger-fill"],
  ),
  ...text(["bubble-text", "bubble-meta"], ["bubble-in", "bubble-out", "quote-in", "quote-out"]),
  ...text(["text"], ["mark"]),
  ...text(["live"], ["app", "panel", "bubble-in", "hover"]),
  ...text(["danger"], ["app", "panel", "raised", "danger-soft", "bubble-in", "bubble-out"]),
  ["on-toast", "toast", "text"],
  ["toast-act", "toast", "text"],
  ["art-ink", "art", "text"],
  ["art-ink-2", "art", "text"],
  ...text(["warn"], ["app", "panel", "warn-soft"]),
  ...people.flatMap((i) => [
    [`p${i}-ink`, `p${i}-fill`, "text"],
    ...text([`p${i}-name`], ["bubble-in", "quote-in", "quote-out", "panel"]),
  ]),
  ...seen(["field-line"], ["app", "panel", "raised", "sunken"]),
  ...seen(["focus"], ["app", "panel", "raised", "hover", "bubble-in", "bubble-out", "accent-soft"]),
  ...seen(["live"], ["bubble-out", "raised"]),
  ...seen(["away"], ["app", "panel", "raised"]),
  ...seen(["accent-fill"], ["app", "panel", "raised"]),
];

let failed = 0;
for (const [contrast, tokens, need] of [
  ["normal", base, { text: 4.5, seen: 3 }],
  ["more", more, { text: 7, seen: 4.5 }],
]) {
  for (const scheme of ["light", "dark"]) {
    let worst = { r: 99 };
    for (const [fore, ground, kind] of pairs) {
      // Avatars and names keep their normal hues with more contrast: AA is asked of them there too.
      const limit = /^p\d/.test(fore) ? 4.5 : need[kind];
      const r = ratio(tokens[fore][scheme], tokens[ground][scheme]);
      if (r / limit < worst.r)
        worst = { r: r / limit, what: `${fore} on ${ground} ${r.toFixed(2)}` };
      if (r < limit) failed++;
      if (r < limit || process.argv.includes("--all"))
        console.log(
          `${r < limit ? "FAIL" : "ok  "} ${contrast}/${scheme} ${fore} on ${ground}: ${r.toFixed(2)} (needs ${limit})`,
        );
    }
    console.log(`${contrast}/${scheme}: ${pairs.length} pairs, tightest ${worst.what}`);
  }
}
process.exit(failed ? 1 : 0);
