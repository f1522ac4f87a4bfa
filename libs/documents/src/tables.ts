import type { Node, Writer } from './writer.js';

const plain: Node = { style: 'cell' };

/** Names and values under each other; a value that is not known has no line. */
export const factsTable = (
  write: Writer,
  facts: readonly (readonly [string, string | undefined])[],
): Node => ({
  layout: 'noBorders',
  style: 'block',
  table: {
    widths: [128, 6, '*'],
    dontBreakRows: true,
    body: facts.flatMap(([name, value]) =>
      value === undefined
        ? []
        : [[write.text(name, plain), write.text(':', plain), write.text(value, plain)]],
    ),
  },
});

export interface Column {
  title: string;
  width: number | '*';
}

const lines = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  paddingTop: () => 2.5,
  paddingBottom: () => 2.5,
};

/** A table with lines; its head is repeated on every page, and a row is never torn unless it is longer than a page. */
export const linedTable = (
  write: Writer,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): Node => ({
  layout: lines,
  style: 'block',
  table: {
    widths: columns.map(({ width }) => width),
    headerRows: 1,
    keepWithHeaderRows: 1,
    dontBreakRows: true,
    body: [
      columns.map(({ title }) => write.text(title, { style: 'cell', bold: true })),
      ...rows.map((row) => row.map((cell) => write.text(cell, plain))),
    ],
  },
});
