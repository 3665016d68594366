import { expect, test } from "vitest";
import { safeAddress, type Token, tokensOf } from "./tokens";

function plain(tokens: Token[]): string {
  return tokens
    .map((token) => ("inside" in token ? `<${token.kind}>${plain(token.inside)}</>` : token.text))
    .join("");
}

test("text without marks is one token", () => {
  expect(tokensOf("See you at the north door")).toEqual([
    { kind: "text", text: "See you at the north door" },
  ]);
});

test("bold, italic and code become tokens, also inside one another", () => {
  expect(plain(tokensOf("a **b *c* d** e"))).toBe("a <bold>b <italic>c</> d</> e");
  expect(tokensOf("`**not bold**`")).toEqual([{ kind: "code", text: "**not bold**" }]);
});

test("a mark that is never closed is plain text", () => {
  for (const source of ["2 * 3 * 4", "**open", "a_b_c", "snake_case_name", "`", "*", "** **"])
    expect(plain(tokensOf(source))).toBe(source);
});

test("an address ends before the sentence does", () => {
  const [, link, rest] = tokensOf("see https://a.example/x_(y)). Then");
  expect(link).toEqual({
    kind: "link",
    text: "https://a.example/x_(y)",
    href: "https://a.example/x_(y)",
  });
  expect(rest).toEqual({ kind: "text", text: "). Then" });
});

test("only http, https and mailto are links", () => {
  expect(safeAddress("javascript:alert(1)")).toBeUndefined();
  expect(safeAddress("data:text/html,x")).toBeUndefined();
  expect(tokensOf("javascript:alert(1)").every((token) => token.kind === "text")).toBe(true);
  expect(safeAddress("mailto:a@b.example")).toBe("mailto:a@b.example");
});

test("a mention is a name of the right form that does not stand inside a word", () => {
  expect(tokensOf("@alice.")[0]).toEqual({ kind: "mention", text: "@alice", name: "alice" });
  expect(tokensOf("a@alice.example").every((token) => token.kind === "text")).toBe(true);
});

test("a hundred thousand marks take no longer than a moment", () => {
  const begun = performance.now();
  for (const mark of ["*", "_", "`", "**a", "@", "h", "https://", "(", "*a ", "_a "])
    tokensOf(mark.repeat(Math.floor(100_000 / mark.length)));
  expect(performance.now() - begun).toBeLessThan(1500);
});
