import type { ComponentChildren, VNode } from 'preact';
import type { CaseStatus, Words } from '#libs/contracts';
import type { Texts } from '../texts/index.js';

/** Text that may have been erased. Line breaks are kept by the style `prose`. */
export const shown = (words: Words | undefined, t: Texts): string =>
  words === undefined ? '' : typeof words === 'string' ? words : t.common.erased;

/** A drawing beside a word; never the only bearer of a meaning. */
export const Icon = ({ name }: { name: keyof typeof iconPaths }): VNode => (
  <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    <path d={iconPaths[name]} />
  </svg>
);

export const iconPaths = {
  ok: 'M6.4 12.2 2.6 8.4l1.2-1.2 2.6 2.6 5.8-5.8 1.2 1.2z',
  risk: 'M8 2 15 14H1zM7.2 6.5v4h1.6v-4zm0 5v1.6h1.6v-1.6z',
  late: 'M5 1h6l4 4v6l-4 4H5l-4-4V5zm2.2 3v5h1.6V4zm0 6.2v1.7h1.6v-1.7z',
  clock:
    'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1m0 1.6a5.4 5.4 0 1 0 0 10.8A5.4 5.4 0 0 0 8 2.6M8.8 4v3.7l2.6 1.5-.8 1.4-3.4-2V4z',
  lock: 'M4.5 7V5a3.5 3.5 0 1 1 7 0v2H13v8H3V7zm1.6 0h3.8V5a1.9 1.9 0 1 0-3.8 0z',
  person:
    'M8 8a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 8 8m0 1.4c-3 0-6 1.5-6 3.6V15h12v-2c0-2.100-3-3.600-6-3.600',
  file: 'M3 1h6.500L13 4.500V15H3zm6 1.500V5h2.500z',
  wait: 'M4 1h8v3L9 8l3 4v3H4v-3l3-4-3-4z',
} as const;

const statusTones: Record<CaseStatus, 'plain' | 'busy' | 'wait' | 'done'> = {
  registered: 'plain',
  'in-review': 'busy',
  'waiting-for-reporter': 'wait',
  linked: 'wait',
  'in-coordination': 'busy',
  'in-meeting': 'busy',
  'in-settlement': 'busy',
  'to-sign': 'busy',
  'to-deliver': 'busy',
  delivered: 'wait',
  closed: 'done',
};
const toneIcons = { plain: 'file', busy: 'clock', wait: 'wait', done: 'ok' } as const;

/** Where a case stands: sign, colour and word. */
export const StatusTag = ({ status, t }: { status: CaseStatus; t: Texts }): VNode => (
  <span class={`tag tag-${statusTones[status]}`}>
    <Icon name={toneIcons[statusTones[status]]} /> {t.common.statuses[status]}
  </span>
);

/** A box that tells something: what was done, what to mind, what went wrong. */
export const Notice = ({
  tone = 'info',
  title,
  children,
}: {
  tone?: 'info' | 'done' | 'warn' | 'wrong';
  title?: ComponentChildren;
  children?: ComponentChildren;
}): VNode => (
  <div class={`notice notice-${tone}`} role={tone === 'done' ? 'status' : undefined}>
    {title !== undefined && <p class="notice-title">{title}</p>}
    {children}
  </div>
);

/** Pairs of a name and a value; those without a value are left out. */
export const Facts = ({
  rows,
}: {
  rows: readonly (readonly [ComponentChildren, ComponentChildren])[];
}): VNode => (
  <dl class="facts">
    {rows
      .filter(([, value]) => value !== undefined && value !== '' && value !== false)
      .map(([name, value], index) => (
        <div key={index}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);

export interface Column<Row> {
  title: string;
  cell: (row: Row) => ComponentChildren;
  /** Figures stand to the right. */
  figures?: boolean;
}

/** A table that becomes stacked rows on a phone; an empty one says so in words. */
export const Table = <Row,>({
  caption,
  columns,
  rows,
  empty,
  keyOf,
}: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  empty: ComponentChildren;
  keyOf: (row: Row) => string;
}): VNode =>
  rows.length === 0 ? (
    <div class="empty">{empty}</div>
  ) : (
    <table class="table">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ title, figures }) => (
            <th key={title} scope="col" class={figures ? 'figures' : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ title, cell, figures }) => (
              <td key={title} data-title={title} class={figures ? 'figures' : undefined}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );

/** A link that looks like a button: for going somewhere, never for doing something. */
export const ButtonLink = ({
  href,
  tone = 'main',
  children,
}: {
  href: string;
  tone?: 'main' | 'second';
  children: ComponentChildren;
}): VNode => (
  <a class={`button button-${tone}`} href={href}>
    {children}
  </a>
);

/** A button that sends a form. */
export const Submit = ({
  tone = 'main',
  name,
  value,
  children,
}: {
  tone?: 'main' | 'second' | 'danger';
  name?: string;
  value?: string;
  children: ComponentChildren;
}): VNode => (
  <button class={`button button-${tone}`} type="submit" name={name} value={value}>
    {children}
  </button>
);
