import { commandContracts, DomainError } from '#libs/contracts';
import { checked } from '#libs/service';
import type { PageContext } from '../kit/context.js';
import type { Draft } from './drafts.js';

const { schema } = commandContracts.RegisterComplaint;
/** A part of the report, by its address. */
export type StepId = 'jenis' | 'isi' | 'lokasi' | 'kontak';

const needs: Record<string, string> = {
  email: 'email',
  phone: 'phone',
  whatsapp: 'phone',
  letter: 'address',
};

/** The fields of each step. */
export const names: Record<StepId, readonly string[]> = {
  jenis: ['kecamatan', 'caseType'],
  isi: ['subject', 'description'],
  lokasi: ['villageCode', 'place'],
  kontak: [
    'name',
    'replyBy',
    'phone',
    'email',
    'address',
    'anonymous',
    'confidential',
    'sealed',
    'consent',
  ],
};
/** The steps in their order; the last thing is to check and send. */
export const order: readonly StepId[] = ['jenis', 'isi', 'lokasi', 'kontak'];
/** Address of a step. */
export const pathOf = (id: StepId): string => (id === 'jenis' ? '/lapor' : `/lapor/${id}`);
/** Where photos are added, after the place. */
export const photoPath = '/lapor/foto';
/** Where the report is read once more before it is sent. */
export const checkPath = '/lapor/periksa';

const optional = (values: Record<string, string>, list: readonly string[]): object =>
  Object.fromEntries(list.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));

/** The complaint as it is given to the office. */
export const bodyOf = ({ values }: Draft, language: 'id' | 'en'): Record<string, unknown> => ({
  ...optional(values, [
    'kecamatan',
    'caseType',
    'subject',
    'description',
    'villageCode',
    'place',
    'replyBy',
    'sealed',
  ]),
  channel: 'web',
  language,
  anonymous: values['anonymous'] !== undefined,
  confidential: values['confidential'] !== undefined,
  reporter: optional(values, ['name', 'phone', 'email', 'address']),
});

const picked = {
  jenis: schema.pick({ kecamatan: true, caseType: true }),
  isi: schema.pick({ subject: true, description: true }),
  lokasi: schema.pick({ villageCode: true, place: true }),
  kontak: schema.pick({
    replyBy: true,
    sealed: true,
    reporter: true,
    anonymous: true,
    confidential: true,
  }),
} as const;

/** Throws DomainError `invalid` with the fields of the step in which something is wrong or missing. */
export const checkStep = (id: StepId, draft: Draft, ctx: PageContext): void => {
  const body = bodyOf(draft, ctx.visitor.language);
  const keys = Object.keys(picked[id].shape);
  checked(
    picked[id],
    Object.fromEntries(keys.map((key) => [key, body[key]])),
    ctx.visitor.language,
  );
  if (id !== 'kontak') return;
  const { report } = ctx.t.reporter;
  const { values } = draft;
  const needed = needs[values['replyBy'] ?? ''];
  const fields = [
    ...(values['replyBy'] ? [] : [{ field: 'replyBy', reason: report.replyByMissing }]),
    ...(needed && !values[needed] ? [{ field: needed, reason: report.contactMissing }] : []),
    ...(values['consent'] ? [] : [{ field: 'consent', reason: report.consentMissing }]),
  ];
  if (fields.length > 0) throw new DomainError('invalid', {}, { fields });
};

/** The first step in which something is missing; undefined when the report can be sent. */
export const missingStep = (draft: Draft, ctx: PageContext): StepId | undefined =>
  order.find((id) => {
    try {
      checkStep(id, draft, ctx);
      return false;
    } catch (error) {
      if (error instanceof DomainError) return true;
      throw error;
    }
  });
