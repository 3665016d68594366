// What people write, cut into tokens: plain text, bold, italic, code, links and mentions. One scan
// from left to right, linear in the length of the text; nothing here knows of HTML. A mark that is
// never closed is plain text, and links and code are never looked into.

export type Token =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "link"; text: string; href: string }
  | { kind: "mention"; text: string; name: string }
  | { kind: "bold" | "italic"; inside: Token[] };

// Bold in italic in bold … more than this is shown as written.
const kDepthMax = 3;
const link = /(?:https?:\/\/|mailto:)[^\s<>"]+/iy;
const mention = /@[a-z0-9_.]{3,32}/iy;
const wordBefore = /[\p{L}\p{N}_]$/u;

// The end of an address: what closes the sentence around it does not belong to it, nor does a
// bracket that was opened before it.
function trimmed(address: string): string {
  let spare = 0;
  for (const character of address) spare += character === ")" ? 1 : character === "(" ? -1 : 0;
  let end = address.length;
  for (; end > 0; end--) {
    const last = address.charAt(end - 1);
    if (last === ")" && spare > 0) spare--;
    else if (!".,;:!?'*_".includes(last)) break;
  }
  return address.slice(0, end);
}

// Only addresses that a browser opens without running anything.
export function safeAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (!["http:", "https:", "mailto:"].includes(url.protocol)) return undefined;
  return url.href;
}

interface Marks {
  [mark: string]: "bold" | "italic";
}
const marks: Marks = { "**": "bold", __: "bold", "*": "italic", _: "italic" };

// Where a mark that opens at `from` is closed: not right behind it, not after a space, and for one
// that is a single character not inside a double one.
function closing(source: string, mark: string, from: number, end: number): number {
  if (/\s/.test(source.charAt(from)) || from >= end) return -1;
  for (let at = source.indexOf(mark, from + 1); at !== -1 && at < end; ) {
    const next = source.charAt(at + mark.length);
    const doubled = mark.length === 1 && next === mark;
    const inWord = mark.startsWith("_") && /[\p{L}\p{N}]/u.test(next);
    if (!doubled && !inWord && !/\s/.test(source.charAt(at - 1)) && at + mark.length <= end)
      return at;
    at = source.indexOf(mark, at + (doubled ? 2 : 1));
  }
  return -1;
}

function sticky(expression: RegExp, source: string, at: number): string | undefined {
  expression.lastIndex = at;
  return expression.exec(source)?.[0];
}

class Scanner {
  readonly tokens: Token[] = [];
  // Where the plain text before the next token begins.
  private plain: number;
  // Marks without a close in the rest of this stretch are not searched for again: it stays linear.
  private readonly unclosed = new Set<string>();

  constructor(
    private readonly source: string,
    private at: number,
    private readonly end: number,
    private readonly depth: number,
  ) {
    this.plain = at;
  }

  run(): Token[] {
    while (this.at < this.end) {
      const character = this.source.charAt(this.at);
      const taken =
        (character === "`" && this.code()) ||
        ("hHmM".includes(character) && this.link()) ||
        (character === "@" && this.mention()) ||
        ("*_".includes(character) && this.marked());
      if (!taken) this.at++;
    }
    this.flush();
    return this.tokens;
  }

  private flush() {
    if (this.plain < this.at)
      this.tokens.push({ kind: "text", text: this.source.slice(this.plain, this.at) });
  }

  private isInWord(): boolean {
    return wordBefore.test(this.source.slice(Math.max(0, this.at - 2), this.at));
  }

  private push(token: Token, next: number): true {
    this.flush();
    this.tokens.push(token);
    this.at = next;
    this.plain = next;
    return true;
  }

  private code(): boolean {
    if (this.unclosed.has("`")) return false;
    const close = this.source.indexOf("`", this.at + 1);
    if (close === -1 || close >= this.end) this.unclosed.add("`");
    if (close <= this.at + 1 || close >= this.end) return false;
    return this.push({ kind: "code", text: this.source.slice(this.at + 1, close) }, close + 1);
  }

  private link(): boolean {
    if (this.isInWord()) return false;
    const found = sticky(link, this.source.slice(0, this.end), this.at);
    const shown = found && trimmed(found);
    const href = shown && safeAddress(shown);
    if (!shown || !href) return false;
    return this.push({ kind: "link", text: shown, href }, this.at + shown.length);
  }

  private mention(): boolean {
    if (this.isInWord()) return false;
    const found = sticky(mention, this.source, this.at)?.replace(/\.+$/, "");
    if (!found || this.at + found.length > this.end) return false;
    const name = found.slice(1).toLowerCase();
    return this.push({ kind: "mention", text: found, name }, this.at + found.length);
  }

  private marked(): boolean {
    if (this.depth >= kDepthMax) return false;
    const two = this.source.slice(this.at, this.at + 2);
    const mark = two in marks ? two : two.charAt(0);
    const kind = marks[mark];
    if (!kind || this.unclosed.has(mark)) return false;
    if (mark.startsWith("_") && this.isInWord()) return false;
    const from = this.at + mark.length;
    const close = closing(this.source, mark, from, this.end);
    if (close === -1) {
      if (!/\s/.test(this.source.charAt(from))) this.unclosed.add(mark);
      return false;
    }
    const inside = new Scanner(this.source, from, close, this.depth + 1).run();
    return this.push({ kind, inside }, close + mark.length);
  }
}

export function tokensOf(source: string): Token[] {
  return new Scanner(source, 0, source.length, 0).run();
}
