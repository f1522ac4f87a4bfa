import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { content } from '../sealing.js';
import { instant, reopenReasons, sha256, text, uuid } from '../values.js';
import { personRef } from './intake.js';

const only = ['resolution'] as const;

/**
 * The nine elements of the survey of public satisfaction (PermenPANRB 14/2017), in their order U1 to U9: requirements, procedure,
 * time, cost, product, competence, conduct, facilities, handling of complaints.
 */
export const surveyElements = [
  'requirements',
  'procedure',
  'time',
  'cost',
  'product',
  'competence',
  'conduct',
  'facilities',
  'complaints',
] as const;
export type SurveyElement = (typeof surveyElements)[number];
/** From 1 (not good) to 4 (very good). */
export const surveyGrade = z.number().int().min(1).max(4);

/** Why electronic signing did not succeed. After the last three the document may be signed all the same. */
export const signingFaults = [
  'wrong-passphrase',
  'certificate-expired',
  'no-certificate',
  'not-registered',
  'refused',
  'misconfigured',
  'service-down',
  'document-unusable',
  'outcome-unknown',
  'answer-unusable',
  'not-stored',
] as const;
export type SigningFault = (typeof signingFaults)[number];

/** Whether the document may be signed although signing failed: somebody has to find out. */
export const leavesUnknown = (fault: SigningFault | undefined): boolean =>
  fault === 'outcome-unknown' || fault === 'answer-unusable' || fault === 'not-stored';

/** How long an electronic signing may be under way, in ms; one that has told nothing by then was cut off, and its outcome is unknown. */
export const signingPatienceMs = 10 * 60_000;

/** In what capacity an answer is signed. */
export const signerKinds = ['camat', 'plh', 'plt', 'inspektorat'] as const;
/** A Berita Acara when a meeting was held, else a Jawaban, from the same series of numbers. */
export const documentKinds = ['berita-acara', 'jawaban'] as const;
export const deliveryMethods = [
  'counter',
  'email',
  'phone',
  'sms',
  'whatsapp',
  'letter',
  'notice-board',
  'social-media',
  'sp4n-lapor',
] as const;

export const resolutionEvents = {
  AnswerDrafted: defineEvent(
    'AnswerDrafted',
    only,
    'Step 5: a version of the answer was written.',
    z.strictObject({
      draft: z.number().int().min(1).describe('Version of the answer, counted through all rounds.'),
      answer: content(text(20_000)),
    }),
  ),
  SettlementProcessed: defineEvent(
    'SettlementProcessed',
    only,
    'Step 5 done: the settlement is processed and the draft goes to the Camat.',
    z.strictObject({ draft: z.number().int().min(1), settlement: content(text(20_000)) }),
  ),
  AnswerReturned: defineEvent(
    'AnswerReturned',
    only,
    'The signer wants the draft changed; the case goes back to step 5.',
    z.strictObject({ draft: z.number().int().min(1), reason: content(text(5_000)) }),
  ),
  AnswerApproved: defineEvent(
    'AnswerApproved',
    only,
    'Step 6: the Camat, an acting officer or the Inspektorat approved the answer.',
    z.strictObject({
      draft: z.number().int().min(1),
      signerKind: z.enum(signerKinds),
      delegationId: uuid.describe('By which delegation an acting officer approved.').optional(),
      documentId: uuid,
      documentKind: z.enum(documentKinds),
    }),
  ),
  BeritaAcaraNumbered: defineEvent(
    'BeritaAcaraNumbered',
    only,
    'The document got its number in the series of the kecamatan and year.',
    z.strictObject({
      documentId: uuid,
      n: z.number().int().min(1),
      year: z.number().int(),
      number: z.string(),
    }),
  ),
  BeritaAcaraRendered: defineEvent(
    'BeritaAcaraRendered',
    only,
    'The document was made once and for all; its hash is public.',
    z.strictObject({
      documentId: uuid,
      mediaType: z.string(),
      sha256: sha256.describe('Hash of the document.'),
      document: content(
        z.string().max(150_000).describe('The data of the document as canonical JSON.'),
      ),
      verificationCode: z
        .string()
        .max(60)
        .describe(
          'Printed on the document: whoever has it may look up whether the document is genuine.',
        )
        .optional(),
    }),
  ),
  SigningBegun: defineEvent(
    'SigningBegun',
    only,
    'The signer gave the order to sign electronically; stored before the signing service is asked. Without an AnswerSigned or SigningFailed after it the outcome is unknown.',
    z.strictObject({ documentId: uuid, attemptId: uuid }),
  ),
  SigningFailed: defineEvent(
    'SigningFailed',
    only,
    'Signing did not succeed, or its outcome is unknown; the number stays with the document.',
    z.strictObject({
      documentId: uuid,
      attemptId: uuid.describe('The electronic signing that this ended.').optional(),
      fault: z.enum(signingFaults).optional(),
      reason: content(text(2_000)),
    }),
  ),
  AnswerSigned: defineEvent(
    'AnswerSigned',
    only,
    'The document was signed: electronically, or on paper with the scan kept.',
    z.strictObject({
      documentId: uuid,
      method: z.enum(['electronic', 'paper']),
      signedAt: instant,
      signerKind: z.enum(signerKinds),
      signedSha256: sha256.describe(
        'Hash of the signed file: the electronically signed document or the scan.',
      ),
      fileId: uuid.describe('Where the signed file is kept.').optional(),
    }),
  ),
  AnswerStamped: defineEvent(
    'AnswerStamped',
    only,
    'The signed paper bears the stamp of the office.',
    z.strictObject({ documentId: uuid, stampedAt: instant }),
  ),
  BeritaAcaraNumberVoided: defineEvent(
    'BeritaAcaraNumberVoided',
    only,
    'The document was discarded; its number stays in the register with the reason.',
    z.strictObject({ documentId: uuid, number: z.string(), reason: content(text(2_000)) }),
  ),
  ResultDelivered: defineEvent(
    'ResultDelivered',
    only,
    'Step 7: the answer was given to the reporter.',
    z.strictObject({
      method: z.enum(deliveryMethods),
      deliveredAt: instant,
      receivedBy: z.enum(['reporter', 'representative', 'public']),
      recipient: personRef.optional(),
      note: content(text(2_000)).optional(),
      answer: content(
        text(20_000).describe('The answer as delivered, for the message to the reporter.'),
      ),
    }),
  ),
  SatisfactionClarified: defineEvent(
    'SatisfactionClarified',
    only,
    'Step 7 done: the reporter said whether the answer satisfies.',
    z.strictObject({
      satisfied: z.boolean(),
      reopenReason: z.enum(reopenReasons).optional(),
      comment: content(text(5_000)).optional(),
    }),
  ),
  SurveyAnswered: defineEvent(
    'SurveyAnswered',
    only,
    'The reporter graded the service in the nine elements of the survey of public satisfaction; once for each delivery.',
    z.strictObject({
      grades: z
        .array(surveyGrade)
        .length(surveyElements.length)
        .describe('U1 to U9 of PermenPANRB 14/2017, each from 1 to 4.'),
      comment: content(text(5_000)).optional(),
    }),
  ),
};
