import { z } from 'zod';
import { defineCommand } from '../command-contract.js';
import { namedPerson } from '../events/intake.js';
import {
  deliveryMethods,
  signingFaults,
  surveyElements,
  surveyGrade,
} from '../events/resolution.js';
import { instant, localDate, reopenReasons, sha256, text, uuid } from '../values.js';

const shared = { service: 'resolution', target: 'complaint' } as const;
/** Roles that sign; `kasi` only with a recorded delegation. */
const signers = ['camat', 'kasi', 'inspektorat'] as const;

export const resolutionCommands = {
  DraftAnswer: defineCommand({
    ...shared,
    type: 'DraftAnswer',
    path: 'draft-answer',
    roles: ['kasi', 'inspektorat'],
    summary: 'Write the next version of the answer (step 5).',
    schema: z.strictObject({ answer: text(20_000) }),
  }),
  ProcessSettlement: defineCommand({
    ...shared,
    type: 'ProcessSettlement',
    path: 'process-settlement',
    roles: ['kasi', 'inspektorat'],
    summary: 'Record how the matter was settled and send the draft to the Camat (step 5 done).',
    schema: z.strictObject({ settlement: text(20_000) }),
  }),
  ReturnAnswer: defineCommand({
    ...shared,
    type: 'ReturnAnswer',
    path: 'return-answer',
    roles: signers,
    summary: 'Send the draft back for revision with a reason.',
    schema: z.strictObject({ reason: text(5_000) }),
  }),
  ApproveAnswer: defineCommand({
    ...shared,
    type: 'ApproveAnswer',
    path: 'approve-answer',
    roles: signers,
    summary: 'Approve the answer; it is numbered and the document is made (step 6).',
    schema: z.strictObject({}),
  }),
  SignAnswer: defineCommand({
    ...shared,
    type: 'SignAnswer',
    path: 'sign-answer',
    roles: [...signers, 'petugas'],
    summary:
      'Record the signature: electronic by the signer, or the scan of the signed paper by the signer or the Petugas.',
    schema: z.strictObject({
      method: z.enum(['electronic', 'paper']),
      signedAt: instant.optional(),
      signedSha256: sha256,
      fileId: uuid.describe('Where the signed file is kept.').optional(),
    }),
  }),
  BeginSigning: defineCommand({
    ...shared,
    type: 'BeginSigning',
    path: 'begin-signing',
    roles: signers,
    summary:
      'Announce an electronic signature, before the signing service is asked; refused for everybody but the signer, and while another one is under way.',
    schema: z.strictObject({
      documentId: uuid,
      afterUnknown: z
        .literal(true)
        .describe(
          'The signer found out that an earlier try, whose outcome was unknown, did not sign.',
        )
        .optional(),
    }),
  }),
  RecordSigningFailure: defineCommand({
    ...shared,
    type: 'RecordSigningFailure',
    path: 'record-signing-failure',
    roles: [...signers, 'petugas'],
    summary: 'Record that signing did not succeed; the number stays.',
    schema: z.strictObject({
      reason: text(2_000),
      attemptId: uuid.optional(),
      fault: z.enum(signingFaults).optional(),
    }),
  }),
  StampAnswer: defineCommand({
    ...shared,
    type: 'StampAnswer',
    path: 'stamp-answer',
    roles: [...signers, 'petugas'],
    summary: 'Record that the signed paper was stamped; that ends step 6 on paper.',
    schema: z.strictObject({ stampedAt: instant.optional() }),
  }),
  DiscardDocument: defineCommand({
    ...shared,
    type: 'DiscardDocument',
    path: 'discard-document',
    roles: signers,
    summary: 'Void the number of a document that will not be used, with a reason; back to step 5.',
    schema: z.strictObject({ reason: text(2_000) }),
  }),
  DeliverResult: defineCommand({
    ...shared,
    type: 'DeliverResult',
    path: 'deliver-result',
    roles: ['petugas', 'inspektorat'],
    summary: 'Give the answer to the reporter (step 7).',
    schema: z.strictObject({
      method: z.enum(deliveryMethods),
      deliveredAt: instant.optional(),
      receivedBy: z.enum(['reporter', 'representative', 'public']).default('reporter'),
      recipient: namedPerson.optional(),
      note: text(2_000).optional(),
    }),
  }),
  ClarifySatisfaction: defineCommand({
    ...shared,
    type: 'ClarifySatisfaction',
    path: 'clarify-satisfaction',
    roles: ['petugas', 'reporter', 'inspektorat'],
    summary: 'Record satisfied or not; not satisfied reopens the case at the step of the reason.',
    schema: z
      .strictObject({
        satisfied: z.boolean(),
        reopenReason: z.enum(reopenReasons).optional(),
        comment: text(5_000).optional(),
      })
      .refine((body) => body.satisfied || body.reopenReason !== undefined, {
        path: ['reopenReason'],
        error: 'reason-required',
      }),
  }),
  AnswerSurvey: defineCommand({
    ...shared,
    type: 'AnswerSurvey',
    path: 'answer-survey',
    roles: ['petugas', 'reporter', 'inspektorat'],
    summary:
      'Grade the service in the nine elements of the survey of public satisfaction, once for each delivery; closed cases too.',
    schema: z.strictObject({
      /** U1 to U9 of PermenPANRB 14/2017. */
      grades: z.array(surveyGrade).length(surveyElements.length),
      comment: text(5_000).optional(),
    }),
  }),
  GrantDelegation: defineCommand({
    type: 'GrantDelegation',
    service: 'resolution',
    target: 'kecamatan',
    path: 'grant-delegation',
    roles: ['camat', 'admin'],
    summary: 'Let an acting officer (Plh. or Plt.) sign for the Camat for some days.',
    schema: z
      .strictObject({
        accountId: z.string().regex(/^[\w.-]{1,64}$/),
        kind: z.enum(['plh', 'plt']),
        from: localDate,
        until: localDate,
        letterNumber: text(100),
      })
      .refine((body) => body.from <= body.until, { path: ['until'], error: 'period-reversed' }),
  }),
  RevokeDelegation: defineCommand({
    type: 'RevokeDelegation',
    service: 'resolution',
    target: 'kecamatan',
    path: 'revoke-delegation',
    roles: ['camat', 'admin'],
    summary: 'End a delegation before its time.',
    schema: z.strictObject({ delegationId: uuid, reason: text(500) }),
  }),
};
