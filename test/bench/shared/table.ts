/** A table in Markdown with its columns aligned: the first to the left, the others to the right. */
export const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const width = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const cell = (text: string, column: number): string =>
    column === 0 ? text.padEnd(width[column] ?? 0) : text.padStart(width[column] ?? 0);
  const line = (row: readonly string[]): string =>
    `| ${head.map((_, column) => cell(row[column] ?? '', column)).join(' | ')} |`;
  const rule = width.map((size, column) => '-'.repeat(size - 1) + (column === 0 ? '-' : ':'));
  return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
};
