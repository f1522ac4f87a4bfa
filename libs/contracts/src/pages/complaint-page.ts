import { z } from 'zod';
import { replyBy } from '../events/intake.js';
import { caseTypes, roles, sealGrounds } from '../values.js';
import { caseDocument } from './case-document.js';
import {
  addedInformation,
  attachedFile,
  caseMessage,
  conclusion,
  consultation,
  contactTask,
  delivery,
  draft,
  meeting,
  question,
  satisfaction,
  survey,
  visit,
} from './case-parts.js';
import {
  caseHead,
  caseStatuses,
  caseWork,
  maybeReporter,
  moment,
  roundNumber,
  somebody,
  stepNumber,
  withdrawalStates,
  words,
} from './common.js';

/** A request to withdraw and what became of it. */
export const withdrawal = z.strictObject({
  requestId: z.string(),
  state: z.enum(withdrawalStates),
  reason: words,
  requestedAt: moment,
  decidedAt: moment.optional(),
  refusalReason: words.optional(),
});

/** The complaint's page for officers. Lists are in order of time, all rounds together. */
export const complaintPage = z.strictObject({
  ...caseHead,
  ...caseWork,
  etag: z.string(),
  trackingCode: words.describe('For the Petugas and the Inspektorat only.').optional(),
  villageCode: z.string().optional(),
  subject: words,
  description: words,
  place: words.optional(),
  origin: words.optional(),
  anonymous: z.boolean(),
  confidential: z.boolean(),
  sealed: z.enum(sealGrounds).optional(),
  sealNote: words.optional(),
  unsealReason: words.optional(),
  /** Left out for an anonymous reporter unless the caller has to deal with him. */
  reporter: maybeReporter.optional(),
  replyBy: z.enum(replyBy),
  language: z.enum(['id', 'en']),
  boxOpeningId: z.string().optional(),
  ticketId: z.string().optional(),
  reportedParties: z.array(somebody),
  /** Role that must act next; absent while nobody can. */
  actingRole: z.enum(roles).optional(),
  /** On its way to the next holder: nobody can act for a moment. */
  inTransit: z.boolean(),
  fieldExamination: z.boolean().optional(),
  reviewNote: words.optional(),
  referral: z.strictObject({ destination: words, reason: words, at: moment }).optional(),
  primaryComplaintId: z.string().optional(),
  duplicates: z.array(z.string()),
  visits: z.array(visit),
  questions: z.array(question),
  information: z.array(addedInformation),
  files: z.array(attachedFile),
  withdrawal: withdrawal.optional(),
  consultations: z.array(consultation),
  conclusions: z.array(conclusion),
  meetings: z.array(meeting),
  waivers: z.array(z.strictObject({ round: roundNumber, reason: words, waivedAt: moment })),
  drafts: z.array(draft),
  answeredAtOnce: z
    .array(z.strictObject({ round: roundNumber, answer: words, answeredAt: moment }))
    .describe('The short way'),
  documents: z.array(caseDocument),
  deliveries: z.array(delivery),
  satisfaction: z.array(satisfaction),
  surveys: z.array(survey).optional(),
  messages: z.array(caseMessage),
  tasks: z.array(contactTask),
  erasedAt: moment.optional(),
  /** The page was too large for one answer: of long lists only the newest items are given. */
  truncated: z.boolean().optional(),
  behind: z.boolean().optional(),
});
export type ComplaintPage = z.output<typeof complaintPage>;

/** What the reporter may see of his complaint: no officers' notes, no other people. */
export const reporterPage = z.strictObject({
  complaintId: z.string(),
  registerNumber: z.string().optional(),
  kecamatan: z.string(),
  caseType: z.enum(caseTypes),
  subject: words,
  receivedAt: moment,
  status: z.enum(caseStatuses),
  round: roundNumber,
  outcome: z.string().optional(),
  /** When each step was reached and done. */
  steps: z.array(
    z.strictObject({
      step: stepNumber,
      round: roundNumber,
      arrivedAt: moment.optional(),
      doneAt: moment.optional(),
    }),
  ),
  /** Questions of the Tim. */
  questions: z.array(
    z.strictObject({
      requestId: z.string(),
      question: words,
      askedAt: moment,
      answerBy: z.string().optional(),
      answeredAt: moment.optional(),
    }),
  ),
  answer: z
    .strictObject({
      text: words,
      deliveredAt: moment,
      documentNumber: z.string().optional(),
      documentId: z
        .string()
        .describe(
          'Set where the signed document can be fetched; the file is the one that is then given.',
        )
        .optional(),
      fileId: z.string().optional(),
    })
    .optional(),
  /** What the reporter sent, or the office for him. */
  files: z.array(
    attachedFile.pick({
      fileId: true,
      name: true,
      purpose: true,
      mediaType: true,
      size: true,
      thumbnail: true,
      attachedAt: true,
    }),
  ),
  withdrawal: z.enum(withdrawalStates).optional(),
  /** What the reporter last said of an answer. */
  satisfaction: z.strictObject({ round: roundNumber, satisfied: z.boolean() }).optional(),
  /** Whether the survey about the last answer can be filled in, or was. */
  survey: z.enum(['open', 'answered']).optional(),
  /** Needs an examination in the field: the longer limit of the procedure holds. */
  fieldExamination: z.boolean().optional(),
  truncated: z.boolean().optional(),
  behind: z.boolean().optional(),
});
export type ReporterPage = z.output<typeof reporterPage>;
