import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { content, identity } from '../sealing.js';
import { localDate, outcomes, roles, slug, text, uuid } from '../values.js';
import { replyBy, reporter } from './intake.js';

const only = ['notification'] as const;

/** What a message is about; each names the wording to use. */
export const messagePurposes = [
  'registered',
  'clarification',
  'answer',
  'closed',
  'reopened',
  'queue-entry',
  'unit-reminder',
] as const;
export const transports = ['email', 'webhook', 'task'] as const;
const failureReasons = [
  'unreachable',
  'rejected',
  'timeout',
  'invalid-address',
  'no-address',
  'erased',
  /** The case was sealed before the message went out. */
  'sealed',
] as const;

export const notificationEvents = {
  RecipientNoted: defineEvent(
    'RecipientNoted',
    only,
    'How the reporter of a case is reached; what is left out stays as it was.',
    z.strictObject({
      contact: identity(reporter).optional(),
      replyBy: z.enum(replyBy),
      language: z.enum(['id', 'en']),
      trackingCode: content(z.string()).optional(),
      registerNumber: z.string().optional(),
      sealed: z
        .boolean()
        .describe('The case is reserved to the Inspektorat from now on, or not any more.')
        .optional(),
    }),
  ),
  MessageQueued: defineEvent(
    'MessageQueued',
    only,
    'A message must go out; one per fact, recipient and transport.',
    z.strictObject({
      messageId: uuid,
      factId: uuid.describe('Id of the event that is told of.'),
      purpose: z.enum(messagePurposes),
      recipient: z.union([
        z.strictObject({ kind: z.literal('reporter') }),
        z.strictObject({ kind: z.literal('account'), accountId: z.string() }),
        z.strictObject({ kind: z.literal('subscriber') }),
      ]),
      transport: z.enum(transports),
      /** What the wording needs to know of the fact; free of personal data. */
      about: z
        .strictObject({
          outcome: z.enum(outcomes).optional(),
          answerBy: localDate.optional(),
          unitId: slug.optional(),
          reminder: z.number().int().min(1).optional(),
        })
        .optional(),
      text: content(
        z
          .string()
          .max(20_000)
          .describe('Free text that the message carries (a question, an answer).'),
      ).optional(),
    }),
  ),
  DeliveryAttempted: defineEvent(
    'DeliveryAttempted',
    only,
    'Stored before a message is sent, with the id that the receiver can recognise it by.',
    z.strictObject({
      messageId: uuid,
      attempt: z.number().int().min(1),
      transportMessageId: z
        .string()
        .describe('Message-ID of the e-mail, webhook-id of the call; the same at every attempt.'),
    }),
  ),
  MessageDelivered: defineEvent(
    'MessageDelivered',
    only,
    'The message was handed over.',
    z.strictObject({ messageId: uuid, attempt: z.number().int().min(1) }),
  ),
  DeliveryFailed: defineEvent(
    'DeliveryFailed',
    only,
    'An attempt failed for certain; another follows.',
    z.strictObject({
      messageId: uuid,
      attempt: z.number().int().min(1),
      reason: z.enum(failureReasons),
    }),
  ),
  DeliveryOutcomeUnknown: defineEvent(
    'DeliveryOutcomeUnknown',
    only,
    'Nobody can tell whether the email went out; it is not sent again by itself.',
    z.strictObject({ messageId: uuid, attempt: z.number().int().min(1) }),
  ),
  DeliveryGivenUp: defineEvent(
    'DeliveryGivenUp',
    only,
    'The message could not be delivered and is not tried again.',
    z.strictObject({ messageId: uuid, reason: z.enum(failureReasons) }),
  ),
  ContactTaskCreated: defineEvent(
    'ContactTaskCreated',
    only,
    'The Petugas has to tell the reporter by telephone, message or letter.',
    z.strictObject({
      taskId: uuid,
      messageId: uuid,
      method: z.enum(['phone', 'whatsapp', 'sms', 'letter', 'counter', 'social-media']),
    }),
  ),
  ContactTaskCompleted: defineEvent(
    'ContactTaskCompleted',
    only,
    'The Petugas told the reporter, or could not.',
    z.strictObject({
      taskId: uuid,
      outcome: z.enum(['reached', 'not-reached']),
      note: content(text(2_000)).optional(),
    }),
  ),
  OfficerListed: defineEvent(
    'OfficerListed',
    only,
    'An account is told when a case enters the queue of its role.',
    z.strictObject({ accountId: z.string(), role: z.enum(roles) }),
  ),
  OfficerUnlisted: defineEvent(
    'OfficerUnlisted',
    only,
    'An account is no longer told.',
    z.strictObject({ accountId: z.string() }),
  ),
};
