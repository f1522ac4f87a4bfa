/** How much of a page a text takes, roughly: characters, and a line's worth for each line feed. */
const weightOf = (text: string): number => text.length + 80 * (text.split('\n').length - 1);

/** A text that weighs more is not kept together with the signature. */
export const keptWeight = 700;

/** Whether a paragraph is short enough to stay on one page with the signature. */
export const isShort = (paragraph: string): boolean => weightOf(paragraph) <= keptWeight;

// From the right: the earliest place at which what follows is still short.
const cut = (paragraph: string, between: RegExp): number | undefined => {
  let found: number | undefined;
  for (const match of paragraph.matchAll(between)) {
    const at = match.index + match[0].length;
    if (at >= paragraph.length) break;
    if (isShort(paragraph.slice(at))) {
      found = at;
      break;
    }
  }
  return found;
};

/**
 * The text with the end of a long last paragraph made a paragraph of its own, after a line or a sentence, or at least after
 * a word: it goes onto the page of the signature, which would otherwise hold nothing of the matter.
 */
export const withShortEnd = (text: string): string => {
  const start = text.search(/(?<=\n[^\S\n]*\n\s*)\S(?:(?!\n[^\S\n]*\n)[\s\S])*$/);
  const before = text.slice(0, Math.max(0, start));
  const last = text.slice(Math.max(0, start));
  if (isShort(last)) return text;
  const at = cut(last, /\n/g) ?? cut(last, /[.!?]\s+/g) ?? cut(last, /\s+/g);
  return at === undefined ? text : `${before}${last.slice(0, at).trimEnd()}\n\n${last.slice(at)}`;
};
