import type { Letterhead } from './document.js';
import type { Node, Writer } from './writer.js';

/** Width of the text on an A4 page, in points. */
export const textWidth = 595.28 - 71 - 57;

const rule = (y: number, lineWidth: number): Node => ({
  type: 'line',
  x1: 0,
  y1: y,
  x2: textWidth,
  y2: y,
  lineWidth,
});

const line = (write: Writer, text: string | undefined, style: string): Node[] =>
  text === undefined ? [] : [write.text(text, { style })];

/** The kop: who writes, in capitals, above a double rule. */
export const letterheadNodes = (write: Writer, head: Letterhead): Node[] => [
  write.text(head.government.toUpperCase(), { style: 'government' }),
  write.text(head.office.toUpperCase(), { style: 'office' }),
  ...line(write, head.address, 'address'),
  ...line(write, head.contact, 'address'),
  { canvas: [rule(4, 2.25), rule(7.5, 0.75)], margin: [0, 0, 0, 14] },
];
