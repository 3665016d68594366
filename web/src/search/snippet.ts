// The part of a found message that is shown: thirty characters before the first hit.
const kBefore = 30;
const kShown = 220;

export function snippet(text: string, query: string): string {
  const flat = text.replace(/\s+/g, " ");
  const at = flat.toLocaleLowerCase().indexOf(query.trim().toLocaleLowerCase());
  if (at <= kBefore) return flat.slice(0, kShown);
  const from = flat.indexOf(" ", at - kBefore);
  return `…${flat.slice(from > 0 && from < at ? from : at - kBefore).slice(0, kShown)}`;
}
