import { mainFont, type Coverage } from './fonts.js';
import { replacement, runsOf } from './runs.js';

/** A part of the page as pdfmake takes it. */
export type Node = Record<string, unknown>;

/** Makes text nodes of what people wrote. */
export interface Writer {
  /** One text, with its style. */
  text(text: string, style?: Node): Node;
  /** The paragraphs of a text: empty lines part them, other line ends stay. */
  paragraphs(text: string): Node[];
  /** Whether a character had to be replaced so far. */
  replaced(): boolean;
}

/** A writer that sets each text in the fonts that can write it. */
export const writerOf = (coverage: Coverage): Writer => {
  let replaced = false;
  const text = (given: string, style: Node = {}): Node => {
    const runs = runsOf(coverage, given);
    replaced ||= runs.some((run) => run.text.includes(replacement));
    const [only] = runs;
    if (runs.length <= 1) return { text: only?.text ?? '', font: only?.font ?? mainFont, ...style };
    return { text: runs.map((run) => ({ ...run })), ...style };
  };
  const paragraphs = (given: string): Node[] =>
    given
      .split(/\n[^\S\n]*\n\s*/)
      .filter((paragraph) => paragraph.trim() !== '')
      .map((paragraph) => text(paragraph, { style: 'paragraph' }));
  return { text, paragraphs, replaced: () => replaced };
};
