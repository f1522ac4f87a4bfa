import { z } from 'zod';
import { defineCommand } from '../command-contract.js';
import { namedPerson } from '../events/intake.js';
import { instant, localDate, slug, text, uuid } from '../values.js';

const byKasi = {
  service: 'coordination',
  target: 'complaint',
  roles: ['kasi', 'inspektorat'],
} as const;
const byTim = {
  service: 'coordination',
  target: 'complaint',
  roles: ['tim', 'inspektorat'],
} as const;

export const coordinationCommands = {
  ConsultUnit: defineCommand({
    ...byKasi,
    type: 'ConsultUnit',
    path: 'consult-unit',
    summary: 'Ask a party concerned (step 3); several may be asked at the same time.',
    schema: z.strictObject({ unitId: slug, question: text(5_000), dueAt: instant.optional() }),
  }),
  RecordUnitAnswer: defineCommand({
    ...byKasi,
    type: 'RecordUnitAnswer',
    path: 'record-unit-answer',
    summary: 'Record what the party concerned answered.',
    schema: z.strictObject({
      consultationId: uuid,
      answer: text(20_000),
      answeredAt: instant.optional(),
      answeredBy: namedPerson.optional(),
    }),
  }),
  CancelConsultation: defineCommand({
    ...byKasi,
    type: 'CancelConsultation',
    path: 'cancel-consultation',
    summary: 'Take the question to a party concerned back.',
    schema: z.strictObject({ consultationId: uuid, reason: text(2_000) }),
  }),
  ConcludeCoordination: defineCommand({
    ...byKasi,
    type: 'ConcludeCoordination',
    path: 'conclude-coordination',
    summary: 'Sum up and finish step 3; open questions are listed as unanswered when told so.',
    schema: z.strictObject({ summary: text(20_000), acceptUnanswered: z.boolean().default(false) }),
  }),
  ScheduleMeeting: defineCommand({
    ...byTim,
    type: 'ScheduleMeeting',
    path: 'schedule-meeting',
    summary: 'Call the meeting on the follow-up (step 4).',
    schema: z.strictObject({
      at: instant,
      place: text(300),
      agenda: z.array(text(500)).min(1).max(30),
      invited: z.array(namedPerson).max(100).default([]),
    }),
  }),
  RescheduleMeeting: defineCommand({
    ...byTim,
    type: 'RescheduleMeeting',
    path: 'reschedule-meeting',
    summary: 'Move the meeting.',
    schema: z.strictObject({ meetingId: uuid, at: instant, reason: text(2_000) }),
  }),
  CancelMeeting: defineCommand({
    ...byTim,
    type: 'CancelMeeting',
    path: 'cancel-meeting',
    summary: 'Call the meeting off.',
    schema: z.strictObject({ meetingId: uuid, reason: text(2_000) }),
  }),
  RecordMeeting: defineCommand({
    ...byTim,
    type: 'RecordMeeting',
    path: 'record-meeting',
    summary:
      'Record the meeting that was held; decided ends step 4, undecided asks for another one.',
    schema: z
      .strictObject({
        /** Left out for a meeting that was held without having been called in Aduan. */
        meetingId: uuid.optional(),
        from: instant,
        to: instant,
        attendance: z
          .array(z.strictObject({ ...namedPerson.shape, present: z.boolean().default(true) }))
          .min(1)
          .max(100),
        discussion: text(20_000),
        decisions: z
          .array(
            z.strictObject({
              text: text(2_000),
              unitId: slug.optional(),
              due: localDate.optional(),
            }),
          )
          .max(30)
          .default([]),
        outcome: z.enum(['decided', 'undecided']),
      })
      .refine((body) => body.outcome === 'undecided' || body.decisions.length > 0, {
        path: ['decisions'],
        error: 'decision-required',
      }),
  }),
  WaiveMeeting: defineCommand({
    ...byTim,
    type: 'WaiveMeeting',
    path: 'waive-meeting',
    summary:
      'Go on without a meeting, where the procedure of the kecamatan allows it for this type.',
    schema: z.strictObject({ reason: text(2_000) }),
  }),
};
