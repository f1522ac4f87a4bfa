import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { content, person } from '../sealing.js';
import { instant, localDate, slug, text, uuid } from '../values.js';
import { namedPerson, personRef } from './intake.js';

const only = ['coordination'] as const;

export const coordinationEvents = {
  UnitConsulted: defineEvent(
    'UnitConsulted',
    only,
    'Step 3: a party concerned was asked.',
    z.strictObject({
      consultationId: uuid,
      unitId: slug,
      question: content(text(5_000)),
      dueAt: instant.describe('End of the working days that the procedure gives a unit.'),
    }),
  ),
  UnitAnswered: defineEvent(
    'UnitAnswered',
    only,
    'The party concerned answered.',
    z.strictObject({
      consultationId: uuid,
      unitId: slug,
      answer: content(text(20_000)),
      answeredAt: instant,
      answeredBy: personRef.optional(),
    }),
  ),
  UnitReminded: defineEvent(
    'UnitReminded',
    only,
    'The party concerned is late and was reminded.',
    z.strictObject({
      consultationId: uuid,
      unitId: slug,
      reminder: z.number().int().min(1).describe('How many times, this one included.'),
    }),
  ),
  ConsultationCancelled: defineEvent(
    'ConsultationCancelled',
    only,
    'The question to the party concerned was taken back.',
    z.strictObject({ consultationId: uuid, unitId: slug, reason: content(text(2_000)) }),
  ),
  CoordinationConcluded: defineEvent(
    'CoordinationConcluded',
    only,
    'Step 3 done: what the parties concerned said is summed up.',
    z.strictObject({
      summary: content(text(20_000)),
      unansweredUnitIds: z
        .array(slug)
        .describe('Units that had not answered when the Kasi went on.'),
    }),
  ),
  MeetingScheduled: defineEvent(
    'MeetingScheduled',
    only,
    'Step 4: the meeting on the follow-up was called.',
    z.strictObject({
      meetingId: uuid,
      at: instant,
      place: content(text(300)),
      agenda: content(z.array(text(500)).min(1).max(30)),
      invited: z.array(personRef).max(100),
    }),
  ),
  MeetingRescheduled: defineEvent(
    'MeetingRescheduled',
    only,
    'The meeting was moved.',
    z.strictObject({ meetingId: uuid, at: instant, reason: content(text(2_000)) }),
  ),
  MeetingCancelled: defineEvent(
    'MeetingCancelled',
    only,
    'The meeting was called off.',
    z.strictObject({ meetingId: uuid, reason: content(text(2_000)) }),
  ),
  MeetingHeld: defineEvent(
    'MeetingHeld',
    only,
    'The Tim met; step 4 is done when it decided.',
    z.strictObject({
      meetingId: uuid,
      from: instant,
      to: instant,
      attendance: z
        .array(
          z.strictObject({ personId: uuid, present: z.boolean(), details: person(namedPerson) }),
        )
        .min(1)
        .max(100),
      discussion: content(text(20_000)),
      decisions: z
        .array(
          z.strictObject({
            decisionId: uuid,
            text: content(text(2_000)),
            unitId: slug.optional(),
            due: localDate.optional(),
          }),
        )
        .max(30),
      outcome: z.enum(['decided', 'undecided']),
    }),
  ),
  MeetingWaived: defineEvent(
    'MeetingWaived',
    only,
    'The procedure of the kecamatan lets this type of case go on without a meeting.',
    z.strictObject({ reason: content(text(2_000)) }),
  ),
};
