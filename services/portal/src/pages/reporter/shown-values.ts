import type { PageContext } from '../kit/context.js';
import type { Draft } from './drafts.js';
import type { StepId } from './steps.js';

const villageName = (value: string, draft: Draft, { parts: { kit } }: PageContext): string => {
  const code = draft.values['kecamatan'] ?? '';
  const { villages } = kit.reference.rules(code, kit.now().toISOString()).procedure;
  return villages.find((village) => village.code === value)?.name ?? '';
};
const yesOrNo = (value: string, _: Draft, { t }: PageContext): string =>
  value ? t.common.yes : t.common.no;

const wordings: Record<string, (value: string, draft: Draft, ctx: PageContext) => string> = {
  kecamatan: (value, _, { parts }) =>
    parts.kit.reference.list().find(({ code }) => code === value)?.name ?? value,
  caseType: (value, _, { t }) => t.common.caseTypes[value as 'complaint'] ?? value,
  replyBy: (value, _, { t }) => t.reporter.report.ways[value as 'none'] ?? value,
  sealed: (value, _, { t }) => t.reporter.report.grounds[value as 'camat'] ?? '',
  anonymous: yesOrNo,
  confidential: yesOrNo,
  villageCode: villageName,
};

/** A field of the draft as a reader understands it. */
export const shownOf = (name: string, draft: Draft, ctx: PageContext): string => {
  const value = draft.values[name] ?? '';
  return wordings[name]?.(value, draft, ctx) ?? value;
};

/** What is shown before sending, in this order, and in which step it is changed. */
export const rows: readonly [string, StepId][] = [
  ['kecamatan', 'jenis'],
  ['caseType', 'jenis'],
  ['subject', 'isi'],
  ['description', 'isi'],
  ['villageCode', 'lokasi'],
  ['place', 'lokasi'],
  ['name', 'kontak'],
  ['replyBy', 'kontak'],
  ['phone', 'kontak'],
  ['email', 'kontak'],
  ['address', 'kontak'],
  ['anonymous', 'kontak'],
  ['confidential', 'kontak'],
  ['sealed', 'kontak'],
];
