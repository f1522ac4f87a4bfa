import { z } from 'zod';

/** The services of Aduan; the name is also the prefix of their streams and the third token of their subjects. */
export const services = [
  'intake',
  'triage',
  'coordination',
  'resolution',
  'notification',
  'sla',
  'views',
  'lapor',
  'portal',
] as const;
export type ServiceName = (typeof services)[number];

/** Services that can hold a case (one at a time), in the order of the procedure. */
export const holders = ['intake', 'triage', 'coordination', 'resolution'] as const;
export type Holder = (typeof holders)[number];

/** Who may act. `reporter` acts by tracking code, `system` is a reaction or a timer. */
export const roles = [
  'petugas',
  'tim',
  'kasi',
  'camat',
  'inspektorat',
  'supervisor',
  'admin',
  'reporter',
  'system',
] as const;
export type Role = (typeof roles)[number];

/** Channels of the published procedure by which a complaint may come in. */
export const channels = [
  'walk-in',
  'suggestion-box',
  'phone',
  'sms',
  'whatsapp',
  'email',
  'web',
  'facebook',
  'instagram',
  'sp4n-lapor',
] as const;
export type Channel = (typeof channels)[number];

/** What the reporter asks for: pengaduan, konsultasi, aspirasi, permintaan informasi. */
export const caseTypes = [
  'complaint',
  'consultation',
  'aspiration',
  'information-request',
] as const;
export type CaseType = (typeof caseTypes)[number];

export const priorities = ['low', 'normal', 'high', 'urgent'] as const;

/** The seven steps of the published procedure. */
export const steps = [1, 2, 3, 4, 5, 6, 7] as const;
export type Step = (typeof steps)[number];

/** Which service works on a step. */
export const holderOfStep: Record<Step, Holder> = {
  1: 'intake',
  2: 'triage',
  3: 'coordination',
  4: 'coordination',
  5: 'resolution',
  6: 'resolution',
  7: 'resolution',
};

/** Why a case is sealed: about the Camat, or an allegation of graft. */
export const sealGrounds = ['camat', 'graft'] as const;
export type SealGround = (typeof sealGrounds)[number];

/** How a case ended. */
export const outcomes = [
  'satisfied',
  'silent',
  'withdrawn',
  'referred',
  'answered-with-primary',
] as const;
export type Outcome = (typeof outcomes)[number];

/** Why a reporter is not satisfied; each leads back to the step that can mend it. */
export const reopenSteps = {
  misclassified: 2,
  'facts-incomplete': 3,
  'decision-contested': 4,
  'not-carried-out': 5,
  'answer-unclear': 5,
} as const satisfies Record<string, Step>;
export type ReopenReason = keyof typeof reopenSteps;
export const reopenReasons = Object.keys(reopenSteps) as [ReopenReason, ...ReopenReason[]];

// Control characters other than tab and line feed, lone surrogates, and marks that reorder text.
const unprintable =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Free text: trimmed, normalised to NFC and LF, without control characters, 1 to `max` characters. */
export const text = (max: number) =>
  z
    .string()
    .max(max * 2)
    .transform((value) => value.replaceAll('\r\n', '\n').normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(1)
        .max(max)
        .refine((value) => !unprintable.test(value), { error: 'control-characters' }),
    );

export const uuid = z.uuid().toLowerCase();
/** A moment in UTC, ISO 8601 with a zone; stored with milliseconds and `Z`. */
export const instant = z
  .union([z.iso.datetime({ offset: true }), z.iso.datetime()])
  .transform((value) => new Date(value).toISOString())
  .pipe(z.iso.datetime());
export const localDate = z.iso.date();
/** Kemendagri region code of a kecamatan. */
export const kecamatanCode = z.string().regex(/^\d{2}\.\d{2}\.\d{2}$/);
/** Kemendagri region code of a kelurahan or desa. */
export const villageCode = z.string().regex(/^\d{2}\.\d{2}\.\d{2}\.\d{4}$/);
/** Stable identifier of reference data (category, unit). */
export const slug = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const nikDayOf = (nik: string): number => {
  const day = Number(nik.slice(6, 8));
  return day > 40 ? day - 40 : day;
};
/** Sixteen digits: region, date of birth (day + 40 for women), serial. It has no check digit. */
export const nik = z
  .string()
  .regex(/^\d{16}$/, { abort: true })
  .refine(
    (value) => {
      const day = nikDayOf(value);
      const month = Number(value.slice(8, 10));
      return day >= 1 && day <= 31 && month >= 1 && month <= 12 && !value.endsWith('0000');
    },
    { error: 'invalid-nik' },
  );

/** Indonesian or international telephone number, stored as +62… */
export const phone = z
  .string()
  .transform((value) => value.replace(/[\s().-]/g, ''))
  .transform((value) => (value.startsWith('0') ? `+62${value.slice(1)}` : value))
  .transform((value) => (/^62\d/.test(value) ? `+${value}` : value))
  .pipe(z.string().regex(/^\+\d{8,15}$/, { error: 'invalid-phone' }));

export const email = z.email().max(254);
