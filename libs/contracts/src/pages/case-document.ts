import { z } from 'zod';
import { documentKinds, signerKinds, signingFaults } from '../events/resolution.js';
import { moment, roundNumber, words } from './common.js';

export const documentStates = [
  'approved',
  'numbered',
  'rendered',
  'signed',
  'stamped',
  'void',
] as const;

/** A Berita Acara or Jawaban on its way to signature. */
export const caseDocument = z.strictObject({
  documentId: z.string(),
  round: roundNumber,
  kind: z.enum(documentKinds),
  state: z.enum(documentStates),
  draft: z.number().int(),
  signerKind: z.enum(signerKinds),
  delegationId: z.string().optional(),
  approvedAt: moment,
  approvedBy: z.string(),
  number: z.string().optional(),
  sha256: z.string().optional(),
  mediaType: z.string().optional(),
  /** By which anybody looks the document up. */
  verificationCode: z.string().optional(),
  method: z.enum(['electronic', 'paper']).optional(),
  signedAt: moment.optional(),
  signedSha256: z.string().optional(),
  /** Where the signed file is kept. */
  signedFileId: z.string().optional(),
  stampedAt: moment.optional(),
  /** An electronic signing that has not ended, or of which nobody knows how it ended. */
  signing: z
    .strictObject({
      attemptId: z.string(),
      begunAt: moment,
      by: z.string(),
      unknown: z.literal(true).optional(),
    })
    .nullable()
    .optional(),
  signingFailures: z.array(
    z.strictObject({ at: moment, reason: words, fault: z.enum(signingFaults).optional() }),
  ),
  voidedAt: moment.optional(),
  voidReason: words.optional(),
});
