import { z } from 'zod';
import { messagePurposes } from '../events/notification.js';
import { documentKinds, signerKinds } from '../events/resolution.js';
import { caseTypes, channels, priorities, roles, services } from '../values.js';
import { documentStates } from './case-document.js';
import { contactMethods } from './case-parts.js';
import {
  caseHead,
  caseStatuses,
  caseWork,
  maybeReporter,
  moment,
  roundNumber,
  stepNumber,
  words,
} from './common.js';

/** A case in a list. */
export const caseRow = z.strictObject({
  ...caseHead,
  ...caseWork,
  subject: words,
  villageCode: z.string().optional(),
  anonymous: z.boolean(),
  confidential: z.boolean(),
  sealed: z.string().optional(),
  actingRole: z.enum(roles).optional(),
});
export type CaseRow = z.output<typeof caseRow>;

/** The number of a case reserved to the Inspektorat: the book has no hole, and says nothing of it. */
export const reservedRow = z.strictObject({ n: z.number().int(), reserved: z.literal(true) });

/** A line of the register book. */
export const registerRow = z.strictObject({
  n: z.number().int(),
  year: z.number().int(),
  registerNumber: z.string(),
  numberedAt: moment,
  complaintId: z.string(),
  kecamatan: z.string(),
  caseType: z.enum(caseTypes),
  channel: z.enum(channels),
  receivedAt: moment,
  villageCode: z.string().optional(),
  /** Then the name is not in the book. */
  anonymous: z.boolean(),
  reporterName: words.optional(),
  subject: words,
  priority: z.enum(priorities).optional(),
  categoryId: z.string().optional(),
  unitIds: z.array(z.string()).optional(),
  status: z.enum(caseStatuses),
  round: roundNumber,
  /** Number of the document that answers it. */
  documentNumber: z.string().optional(),
  outcome: z.string().optional(),
  closedAt: moment.optional(),
});

/** A line of the register of Berita Acara and Jawaban. */
export const documentRow = z.strictObject({
  n: z.number().int(),
  year: z.number().int(),
  number: z.string(),
  numberedAt: moment,
  documentId: z.string(),
  complaintId: z.string(),
  kecamatan: z.string(),
  registerNumber: z.string().optional(),
  subject: words.optional(),
  kind: z.enum(documentKinds),
  state: z.enum(documentStates),
  round: roundNumber,
  signerKind: z.enum(signerKinds),
  approvedAt: moment.optional(),
  sha256: z.string().optional(),
  mediaType: z.string().optional(),
  verificationCode: z.string().optional(),
  method: z.enum(['electronic', 'paper']).optional(),
  signedAt: moment.optional(),
  signedSha256: z.string().optional(),
  /** Where the signed file is kept. */
  signedFileId: z.string().optional(),
  stampedAt: moment.optional(),
  voidedAt: moment.optional(),
  voidReason: words.optional(),
});

/** What anybody with the code of a document may know of it: enough to compare the paper with, and no more. */
export const verifiedDocument = z.strictObject({
  kind: z.enum(documentKinds),
  number: z.string(),
  /** Local date of the document. */
  date: z.string(),
  kecamatan: z.strictObject({ code: z.string(), name: z.string() }),
  signerKind: z.enum(signerKinds),
  /** Office of the signer, as the document names it. */
  signerTitle: z.string(),
  /** Whether it was signed, and on paper stamped, and not discarded. */
  valid: z.boolean(),
  state: z.enum(documentStates),
  method: z.enum(['electronic', 'paper']).optional(),
  signedAt: moment.optional(),
  stampedAt: moment.optional(),
  voidedAt: moment.optional(),
  /** Of the document as it was made, and of the signed file. */
  sha256: z.string().optional(),
  signedSha256: z.string().optional(),
  /** Masked; left out where the reporter is anonymous, the case confidential or sealed, or nobody is known. */
  reporter: z.string().optional(),
  behind: z.boolean().optional(),
});
export type VerifiedDocument = z.output<typeof verifiedDocument>;

/** Something that happened to a case. `details` holds nothing personal and no free text. */
export const timelineEntry = z.strictObject({
  eventId: z.string(),
  type: z.string(),
  service: z.enum(services),
  at: moment,
  recordedAt: moment,
  receivedAt: moment.optional(),
  actor: z.strictObject({ id: z.string(), role: z.string() }),
  step: stepNumber,
  round: roundNumber,
  details: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
  ),
});
export type TimelineEntry = z.output<typeof timelineEntry>;

/** A waiting ticket of the counter. */
export const ticketRow = z.strictObject({
  ticketId: z.string(),
  ticket: z.number().int(),
  purpose: z.enum(caseTypes),
  state: z.enum(['waiting', 'called', 'served', 'left']),
  arrivedAt: moment,
  calledAt: moment.optional(),
  counter: z.string().optional(),
  finishedAt: moment.optional(),
});
export type TicketRow = z.output<typeof ticketRow>;

/** Somebody whom the Petugas has to tell. */
export const taskRow = z.strictObject({
  taskId: z.string(),
  complaintId: z.string(),
  kecamatan: z.string(),
  registerNumber: z.string().optional(),
  method: z.enum(contactMethods),
  createdAt: moment,
  purpose: z.enum(messagePurposes).optional(),
  /** Question or answer to be told. */
  text: words.optional(),
  /** Outcome, date and the like that the wording needs. */
  about: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  /** How to reach the reporter. */
  contact: maybeReporter.optional(),
});

/** An opening of the kotak saran. */
export const openingRow = z.strictObject({
  openingId: z.string(),
  kecamatan: z.string(),
  openedAt: moment,
  location: z.string(),
  /** Slips found, and how many of them are recorded. */
  slips: z.number().int(),
  registered: z.number().int(),
  witnesses: z.number().int(),
});

/** How far a view has got. */
export const viewStatus = z.strictObject({
  name: z.string(),
  version: z.number().int(),
  state: z.enum(['stopped', 'standby', 'following', 'rebuilding']),
  caughtUp: z.boolean(),
  events: z.number().int(),
  position: z.strictObject({ commit: z.string(), prepare: z.string() }).optional(),
  lagMs: z.number().optional(),
  stoppedBecause: z.string().optional(),
});
