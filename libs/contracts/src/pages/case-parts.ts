import { z } from 'zod';
import { messagePurposes, transports } from '../events/notification.js';
import { deliveryMethods } from '../events/resolution.js';
import { fileMediaTypes, filePurposes, fileRemovalReasons } from '../files.js';
import { reopenReasons } from '../values.js';
import { moment, roundNumber, somebody, stepNumber, words } from './common.js';

const round = roundNumber;

/** One stay at a step; a case comes to a step more than once. */
export const visit = z.strictObject({
  step: stepNumber,
  round,
  arrivedAt: moment,
  takenBy: z.string().optional(),
  takenAt: moment.optional(),
  doneAt: moment.optional(),
});

/** A question of the Tim to the reporter. */
export const question = z.strictObject({
  requestId: z.string(),
  round,
  question: words,
  askedAt: moment,
  answerBy: z.string().optional(),
  answer: words.optional(),
  answeredAt: moment.optional(),
});

export const addedInformation = z.strictObject({
  text: words,
  addedAt: moment,
  addedBy: z.string(),
});

/** A photo or PDF of the case. Where it was taken away or its reporter erased, only that it was there stays. */
export const attachedFile = z.strictObject({
  fileId: z.string(),
  name: words,
  purpose: z.enum(filePurposes),
  mediaType: z.enum(fileMediaTypes),
  size: z.number().int(),
  sha256: z.string(),
  thumbnail: z.boolean(),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  pages: z.number().int().optional(),
  fromReporter: z.boolean(),
  round,
  attachedAt: moment,
  attachedBy: z.string(),
  removedAt: moment.optional(),
  removalReason: z.enum([...fileRemovalReasons, 'erased']).optional(),
});

export const consultation = z.strictObject({
  consultationId: z.string(),
  round,
  unitId: z.string(),
  state: z.enum(['open', 'answered', 'cancelled']),
  question: words,
  askedAt: moment,
  dueAt: moment,
  reminders: z.number().int(),
  answer: words.optional(),
  answeredAt: moment.optional(),
  answeredBy: somebody.optional(),
  cancelReason: words.optional(),
});

export const conclusion = z.strictObject({
  round,
  concludedAt: moment,
  summary: words,
  unansweredUnitIds: z.array(z.string()),
});

export const meeting = z.strictObject({
  meetingId: z.string(),
  round,
  state: z.enum(['scheduled', 'cancelled', 'held']),
  at: moment.optional(),
  place: words.optional(),
  agenda: z.union([z.array(z.string()), z.strictObject({ erased: z.literal(true) })]).optional(),
  invited: z.array(somebody).optional(),
  /** Why it was moved or called off. */
  reason: words.optional(),
  from: moment.optional(),
  to: moment.optional(),
  attendance: z.array(somebody.extend({ present: z.boolean() })).optional(),
  discussion: words.optional(),
  decisions: z
    .array(
      z.strictObject({
        decisionId: z.string(),
        text: words,
        unitId: z.string().optional(),
        due: z.string().optional(),
      }),
    )
    .optional(),
  outcome: z.enum(['decided', 'undecided']).optional(),
});

export const draft = z.strictObject({
  draft: z.number().int(),
  round,
  answer: words,
  writtenAt: moment,
  writtenBy: z.string(),
  settlement: words.optional(),
  processedAt: moment.optional(),
  returnedAt: moment.optional(),
  returnReason: words.optional(),
});

export const delivery = z.strictObject({
  round,
  method: z.enum(deliveryMethods),
  deliveredAt: moment,
  receivedBy: z.enum(['reporter', 'representative', 'public']),
  recipient: somebody.optional(),
  note: words.optional(),
  answer: words,
});

export const satisfaction = z.strictObject({
  round,
  satisfied: z.boolean(),
  reopenReason: z.enum(reopenReasons).optional(),
  comment: words.optional(),
  clarifiedAt: moment,
});

/** The nine elements of the survey (U1 to U9), each from 1 to 4, and for which round. */
export const survey = z.strictObject({
  round,
  grades: z.array(z.number().int()),
  comment: words.optional(),
  answeredAt: moment,
});

export const messageStates = [
  'queued',
  'sending',
  'failed',
  'delivered',
  'unknown',
  'given-up',
] as const;

/** A message about the case, as far as it got. */
export const caseMessage = z.strictObject({
  messageId: z.string(),
  purpose: z.enum(messagePurposes),
  transport: z.enum(transports),
  recipient: z.enum(['reporter', 'account', 'subscriber']),
  accountId: z.string().optional(),
  state: z.enum(messageStates),
  queuedAt: moment,
  attempts: z.number().int(),
  lastAt: moment,
  reason: z.string().optional(),
});

export const contactMethods = [
  'phone',
  'whatsapp',
  'sms',
  'letter',
  'counter',
  'social-media',
] as const;

export const contactTask = z.strictObject({
  taskId: z.string(),
  messageId: z.string(),
  method: z.enum(contactMethods),
  state: z.enum(['open', 'reached', 'not-reached', 'given-up']),
  createdAt: moment,
  note: words.optional(),
  doneAt: moment.optional(),
});
