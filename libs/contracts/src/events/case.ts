import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { content } from '../sealing.js';
import {
  caseTypes,
  channels,
  holders,
  instant,
  outcomes,
  priorities,
  reopenReasons,
  sealGrounds,
  slug,
  text,
  uuid,
  villageCode,
} from '../values.js';

/** Step 1 is done when it is recorded: intake hands over, and has no step to take. */
const receivers = ['triage', 'coordination', 'resolution'] as const;
const anyHolder = ['intake', ...receivers] as const;
const stepNumber = z.number().int().min(1).max(7);

/** What every holder must know of a case; free of personal data, so it travels in the open. */
export const caseFacts = z.strictObject({
  registerNumber: z.string(),
  caseType: z.enum(caseTypes),
  channel: z.enum(channels),
  receivedAt: instant,
  villageCode: villageCode.optional(),
  anonymous: z.boolean().describe('Identity hidden from the reported party and the public.'),
  confidential: z.boolean().describe('Content hidden from the public.'),
  sealed: z
    .enum(sealGrounds)
    .describe('Set while the case is reserved to the Inspektorat.')
    .optional(),
  categoryId: slug.optional(),
  priority: z.enum(priorities).optional(),
  unitIds: z.array(slug).optional(),
  fieldExamination: z.boolean().optional(),
  meetingHeld: z
    .boolean()
    .describe('A meeting was held: the product is a Berita Acara, else a Jawaban.'),
  shortWay: z
    .boolean()
    .describe(
      'Answered at step 2 (consultation or information request); delivered without meeting and signature.',
    ),
});
export type CaseFacts = z.infer<typeof caseFacts>;

export const caseEvents = {
  CaseHandedOver: defineEvent(
    'CaseHandedOver',
    anyHolder,
    'The service that held the case passes it to the next one.',
    z.strictObject({
      from: z.enum(holders),
      to: z.enum(holders),
      toStep: stepNumber.describe('The step at which the receiver goes on.'),
      toRound: z
        .number()
        .int()
        .min(1)
        .describe('The round that begins or goes on with the receiver.'),
      facts: caseFacts,
      answer: content(
        text(20_000).describe(
          'For the receiver only: the answer given at once, when the case takes the short way.',
        ),
      ).optional(),
    }),
  ),
  CaseArrived: defineEvent(
    'CaseArrived',
    receivers,
    'The service holds the case from now on; waiting for the step begins.',
    z.strictObject({
      from: z.enum(holders),
      facts: caseFacts,
      answer: content(text(20_000)).optional(),
    }),
  ),
  StepTaken: defineEvent(
    'StepTaken',
    receivers,
    'An officer took the step in hand; working minutes begin.',
    z.strictObject({ accountId: z.string() }),
  ),
  StepReleased: defineEvent(
    'StepReleased',
    receivers,
    'The step went back to the queue: given back by its officer, by a supervisor in his absence, or because the case goes to other people.',
    z.strictObject({
      accountId: z.string().describe('Who had it in hand.'),
      releasedBy: z
        .string()
        .describe('Who gave it back for an officer who was away; left out in all other cases.')
        .optional(),
      reason: content(text(1_000)).optional(),
    }),
  ),
  WithdrawalNoted: defineEvent(
    'WithdrawalNoted',
    receivers,
    'The holder has seen that the reporter asks to withdraw.',
    z.strictObject({ requestId: uuid }),
  ),
  WithdrawalForwarded: defineEvent(
    'WithdrawalForwarded',
    receivers,
    'A request to withdraw came after the case had been passed on, and follows it.',
    z.strictObject({ requestId: uuid, to: z.enum(holders) }),
  ),
  WithdrawalAccepted: defineEvent(
    'WithdrawalAccepted',
    receivers,
    'The holder let the reporter withdraw.',
    z.strictObject({ requestId: uuid }),
  ),
  WithdrawalRefused: defineEvent(
    'WithdrawalRefused',
    receivers,
    'The holder goes on with the case in spite of the request.',
    z.strictObject({ requestId: uuid, reason: content(text(2_000)) }),
  ),
  CaseReopened: defineEvent(
    'CaseReopened',
    ['resolution'],
    'The reporter was not satisfied: a new round begins at the step that the reason calls for.',
    z.strictObject({
      atStep: stepNumber,
      toRound: z.number().int().min(2),
      reopenReason: z.enum(reopenReasons),
    }),
  ),
  CaseClosed: defineEvent(
    'CaseClosed',
    receivers,
    'The case ended.',
    z.strictObject({ outcome: z.enum(outcomes), primaryComplaintId: uuid.optional() }),
  ),
};
