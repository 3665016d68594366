// Lengths and kinds of what people write.

// The number of Unicode code points: what the server counts. A pair of surrogates is one.
export function codePoints(text: string): number {
  let pairs = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit < 0xdc00) pairs++;
  }
  return text.length - pairs;
}

const emoji = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3)/u;
const kEmojiUnitsMax = 60;

// A message that is one to three emoji and nothing else is shown large.
export function isBigEmoji(text: string): boolean {
  const trimmed = text.trim();
  if (!trimmed || trimmed.length > kEmojiUnitsMax) return false;
  const clusters = [...new Intl.Segmenter().segment(trimmed)].map((part) => part.segment);
  const shown = clusters.filter((cluster) => cluster.trim());
  return shown.length <= 3 && shown.every((cluster) => emoji.test(cluster));
}

// What is sent: without blank lines before and after. Empty if there is nothing but blanks.
export function trimmedText(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/, "").trimEnd();
}

// One line for a row or a quote: breaks become spaces, and at most `max` code points are kept.
export function oneLine(text: string, max = 200): string {
  const start = text.slice(0, max * 2).replace(/\s+/g, " ");
  return codePoints(start) <= max ? start : [...start].slice(0, max).join("");
}

export const kLongCharacters = 1200;
export const kLongLines = 14;

export function isLong(text: string): boolean {
  if (text.length > kLongCharacters) return true;
  let lines = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1))
    if (++lines > kLongLines) return true;
  return false;
}
