import { z } from 'zod';
import { caseStatuses, moment, words } from './common.js';

/** A case that may be about the same matter, and why it is shown. */
export const duplicateHint = z.strictObject({
  complaintId: z.string(),
  registerNumber: z.string().optional(),
  subject: words,
  status: z.enum(caseStatuses),
  receivedAt: moment,
  /** The case that it is linked to itself; link to that one. */
  linkedTo: z.string().optional(),
  /** 0 to 1; an order, no probability. */
  score: z.number(),
  /** Words of the case looked at that stand in both, as they are written there; the weightiest first, at most eight. */
  sharedWords: z.array(z.string()),
  /** Both are of the same kelurahan or desa. */
  sameVillage: z.boolean(),
  sameCategory: z.boolean(),
  daysApart: z.number().int(),
});

/** A category that may fit. */
export const categoryHint = z.strictObject({
  categoryId: z.string(),
  name: z.strictObject({ id: z.string(), en: z.string() }),
  /** Only the main category is sure enough. */
  main: z.boolean(),
  /** 0 to 1; an order, no promise. */
  share: z.number(),
  /** Words of the case that spoke for it, the strongest first, at most five; may be empty. */
  because: z.array(z.string()),
});

/** Hints for triage: `duplicates` most alike first, at most five; no `category` where it is not sure or already chosen. */
export const hintsOfCase = z.strictObject({
  duplicates: z.array(duplicateHint),
  /** Days on either side within which duplicates were looked for. */
  windowDays: z.number().int(),
  category: categoryHint.optional(),
  behind: z.boolean().optional(),
});
