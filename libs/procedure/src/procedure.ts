import { z } from 'zod';
import {
  caseTypes,
  channels,
  eventContracts,
  kecamatanCode,
  slug,
  villageCode,
  type EventType,
  type Role,
} from '#libs/contracts';
import { bilingual, calendarDate } from './calendar.js';
import { noDuplicates, withRules } from './checks.js';
import { numberPattern } from './numbering.js';
import {
  categoriesFormTrees,
  categoryUnitsExist,
  minutesAddUp,
  sevenStepsInOrder,
  unitsOfOtherKecamatan,
  villagesOfKecamatan,
} from './procedure-rules.js';
import { timeZones } from './zone.js';

const eventTypes = Object.keys(eventContracts) as [EventType, ...EventType[]];
const eventType = z.enum(eventTypes, {
  error: ({ input }) => `unknown event type ${String(input)}`,
});
/** Officers that the procedure can name for a step. */
export const stepRoles = ['petugas', 'tim', 'kasi', 'camat'] as const satisfies readonly Role[];
/** One of several ways to the end of a step, by how the answer is signed. */
const ending = z.strictObject({ event: eventType, method: z.enum(['electronic', 'paper']) });
const done = z.union([eventType, z.strictObject({ anyOf: z.array(ending).min(2) })], {
  // The plain way is the usual one: its mistake is told.
  error: ({ input }) =>
    typeof input === 'string' ? `unknown event type ${input}` : 'must be an event type or anyOf',
});
const role = z.enum(stepRoles, {
  error: ({ input }) => `unknown role ${String(input)}, expected ${stepRoles.join(', ')}`,
});
const workingDays = z.number().int().min(1, { error: 'must be at least one working day' }).max(366);

const step = z.strictObject({
  step: z.number().int().min(1).max(7),
  name: bilingual,
  /** Who may do it (code); `title` is what the office calls that officer (data). */
  role,
  title: bilingual,
  /** Budget in business minutes, from taken to done. */
  minutes: z.number().int().min(1, { error: 'minutes must be positive' }).max(100_000),
  /** The step is done when all of these have happened; of an `anyOf`, one (see `stepIsDone`). */
  doneBy: z.array(done).min(1),
  /** Any of these ends the step without its regular result (referred, duplicate, short way). */
  endedBy: z.array(eventType),
});
export type ProcedureStep = z.infer<typeof step>;

const channel = z.strictObject({
  id: z.enum(channels, { error: ({ input }) => `unknown channel ${String(input)}` }),
  name: bilingual,
  /** From when the minutes of step 1 count. The working-day clock always counts from received-at. */
  stepOneFrom: z.enum(['received', 'box-opened', 'recorded']),
});

export const unitKinds = ['opd', 'bumd', 'external', 'kecamatan', 'kelurahan', 'desa'] as const;

/**
 * A party that can be made responsible or consulted. The office of the kecamatan, kelurahan and desa have
 * their region code as id.
 */
const unit = z.strictObject({
  id: slug,
  name: z.string().min(1).max(200),
  kind: z.enum(unitKinds),
  /** The kecamatan that it belongs to; null for those of the whole kabupaten. */
  kecamatan: kecamatanCode.nullable(),
});
export type Unit = z.infer<typeof unit>;

/** A node of the category tree (shape of LAPOR: id and parent). */
const category = z.strictObject({
  id: slug,
  parent: slug.nullable(),
  name: bilingual,
  /** The unit that usually answers, a proposal to the Tim; without it, the kecamatan itself. */
  unit: slug.optional(),
});
export type Category = z.infer<typeof category>;

const village = z.strictObject({
  code: villageCode,
  name: z.string().min(1).max(120),
  kind: z.enum(['kelurahan', 'desa']),
});
export type Village = z.infer<typeof village>;

/** Limits in working days (LAPOR), beside the minutes of the steps. `null`: no limit is known. */
const workingDayLimits = z.strictObject({
  /** Verify and forward. */
  forward: workingDays,
  /** Coordinate and begin to act. */
  act: workingDays,
  /** Answer, by case type, where no examination in the field is needed. */
  byType: z.record(z.enum(caseTypes), workingDays.nullable()),
  /** Answer where an examination in the field is needed (berkadar pengawasan). */
  withFieldExamination: workingDays,
  /** Closed by the system when the reporter says nothing after delivery. */
  silentClose: workingDays,
  /** A consulted unit is reminded. */
  unitAnswer: workingDays,
  /** A question to the reporter is open. */
  clarification: workingDays,
});

const signer = <R extends Role>(role: R) =>
  z.strictObject({ role: z.literal(role), title: bilingual });

/** What stands on the head of a document beside the name of the kabupaten. */
const letterhead = z.strictObject({
  /** The office; the kecamatan, or the Inspektorat, where it is left out. */
  office: z.string().min(1).max(120).optional(),
  address: z.string().min(1).max(200).optional(),
  phone: z.string().min(1).max(60).optional(),
  email: z.email().max(120).optional(),
  website: z.string().min(1).max(120).optional(),
});
export type OfficeLetterhead = z.infer<typeof letterhead>;

// A complaint goes all seven steps, everywhere.
const notComplaint = z.enum(['consultation', 'aspiration', 'information-request'], {
  error: ({ input }) => `${String(input)} cannot leave out steps`,
});
const atOnce = z.enum(['consultation', 'information-request'], {
  error: ({ input }) => `${String(input)} cannot be answered by the short way`,
});

/** The published procedure of one kecamatan, as it holds from a local date. */
export const procedure = withRules(
  z.strictObject({
    version: z.number().int().min(1),
    effectiveFrom: calendarDate,
    kecamatan: z.strictObject({ code: kecamatanCode, name: z.string().min(1).max(120) }),
    kabupaten: z.strictObject({
      code: z.string().regex(/^\d{2}\.\d{2}$/),
      name: z.string().min(1).max(120),
    }),
    timeZone: z.enum(timeZones),
    /** Language in which a reporter is answered who did not choose. */
    language: z.enum(['id', 'en']),
    service: bilingual,
    freeOfCharge: z.boolean(),
    steps: withRules(
      z.array(step).length(7, { error: 'the procedure has seven steps' }),
      sevenStepsInOrder,
    ),
    /** Stated total of the step minutes; refused when the steps add up to something else. */
    totalMinutes: z.number().int().min(1),
    workingDayLimits,
    options: z.strictObject({
      /** Types that may be answered at step 2 and delivered, without meeting and signature. */
      shortWay: z.strictObject({ types: z.array(atOnce) }),
      /** Types for which the Tim may waive the meeting; the product is then a Jawaban. */
      meetingOptional: z.strictObject({ types: z.array(notComplaint) }),
      /** Days on either side within which possible duplicates are looked for; 60 where it is left out. */
      duplicateDays: z.number().int().min(1).max(365).optional(),
    }),
    numbering: z.strictObject({ register: numberPattern, beritaAcara: numberPattern }),
    signers: z.strictObject({
      /** Signs answers (or a delegate, Plh./Plt.). */
      answer: signer('camat'),
      /** Signs answers to sealed cases, which never go to the Camat. */
      sealed: signer('inspektorat'),
    }),
    /** Heads of the documents, by who signs them (as in `signers`). Older versions of a procedure have none. */
    letterheads: z
      .strictObject({ answer: letterhead.optional(), sealed: letterhead.optional() })
      .optional(),
    channels: withRules(z.array(channel).min(1), noDuplicates('id')),
    categories: withRules(
      z.array(category).min(1).max(2000),
      noDuplicates('id'),
      categoriesFormTrees,
    ),
    units: withRules(z.array(unit).min(1).max(2000), noDuplicates('id')),
    villages: withRules(z.array(village).max(500), noDuplicates('code')),
  }),
  minutesAddUp,
  categoryUnitsExist,
  villagesOfKecamatan,
  unitsOfOtherKecamatan,
);
export type Procedure = z.infer<typeof procedure>;
