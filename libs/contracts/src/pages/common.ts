import { z } from 'zod';
import { caseTypes, channels, holders, outcomes, priorities } from '../values.js';

/** What stands in a view where something was erased. */
export const erased = z.strictObject({ erased: z.literal(true) });
export const orErased = <T extends z.ZodType>(schema: T) => z.union([schema, erased]);

/** A moment, UTC with milliseconds. */
export const moment = z.string();
/** Text that is sealed in the store; the mark of erasure once its key is destroyed. */
export const words = orErased(z.string());
export type Words = z.output<typeof words>;
export const stepNumber = z.number().int().min(0).max(7);
export const roundNumber = z.number().int();

/** Somebody other than the reporter, as shown. */
export const shownPerson = z.strictObject({
  name: z.string(),
  position: z.string().optional(),
  institution: z.string().optional(),
});
export const somebody = z.strictObject({ personId: z.string(), details: orErased(shownPerson) });
export type Somebody = z.output<typeof somebody>;

/** The reporter, as shown. */
export const shownReporter = z.strictObject({
  name: z.string().optional(),
  nik: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
  address: z.string().optional(),
  socialHandle: z.string().optional(),
});
export const maybeReporter = orErased(shownReporter);
export type MaybeReporter = z.output<typeof maybeReporter>;

/** Where a case stands, in one word. */
export const caseStatuses = [
  'registered',
  'in-review',
  'waiting-for-reporter',
  'linked',
  'in-coordination',
  'in-meeting',
  'in-settlement',
  'to-sign',
  'to-deliver',
  'delivered',
  'closed',
] as const;
export type CaseStatus = (typeof caseStatuses)[number];

/** Why nobody in the office can go on by himself, or must look at something first. */
export const waitingReasons = ['clarification', 'linked', 'withdrawal', 'satisfaction'] as const;
export type WaitingReason = (typeof waitingReasons)[number];

export const withdrawalStates = ['requested', 'accepted', 'refused'] as const;

/** What every list and page says of a case. */
export const caseHead = {
  complaintId: z.string(),
  kecamatan: z.string(),
  registerNumber: z.string().optional(),
  caseType: z.enum(caseTypes),
  channel: z.enum(channels),
  receivedAt: moment,
  recordedAt: moment,
  status: z.enum(caseStatuses),
  step: stepNumber,
  round: roundNumber,
};

/** How the case was classified and who has it. */
export const caseWork = {
  holder: z.enum(holders),
  /** When it came to the present step. */
  arrivedAt: moment,
  takenBy: z.string().optional(),
  takenAt: moment.optional(),
  categoryId: z.string().optional(),
  priority: z.enum(priorities).optional(),
  unitIds: z.array(z.string()).optional(),
  waitingFor: z.enum(waitingReasons).optional(),
  outcome: z.enum(outcomes).optional(),
  closedAt: moment.optional(),
};
