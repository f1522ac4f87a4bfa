import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { caseTypes, instant, text, uuid } from '../values.js';
import { personRef } from './intake.js';

const only = ['intake'] as const;

/** Events of the counter of a kecamatan: the kotak saran and the waiting list. */
export const counterEvents = {
  SuggestionBoxOpened: defineEvent(
    'SuggestionBoxOpened',
    only,
    'The kotak saran was opened before witnesses.',
    z.strictObject({
      openingId: uuid,
      openedAt: instant,
      location: text(120),
      slips: z
        .number()
        .int()
        .min(0)
        .max(1_000)
        .describe('How many lay in the box; no more can be registered from it.'),
      witnesses: z.array(personRef).max(10),
    }),
  ),
  SlipRecorded: defineEvent(
    'SlipRecorded',
    only,
    'One slip of the opened box is taken up as a complaint; the stream of the opening counts them.',
    z.strictObject({ complaintId: uuid }),
  ),
  SlipReleased: defineEvent(
    'SlipReleased',
    only,
    'A slip was counted for a complaint that was never recorded, and is free again.',
    z.strictObject({ complaintId: uuid }),
  ),
  VisitorArrived: defineEvent(
    'VisitorArrived',
    only,
    'Somebody took a waiting ticket at the counter.',
    z.strictObject({ ticketId: uuid, ticket: z.number().int().min(1), purpose: z.enum(caseTypes) }),
  ),
  VisitorCalled: defineEvent(
    'VisitorCalled',
    only,
    'A waiting ticket was called to the counter.',
    z.strictObject({ ticketId: uuid, ticket: z.number().int().min(1), counter: text(20) }),
  ),
  VisitorServed: defineEvent(
    'VisitorServed',
    only,
    'The visitor was served at the counter.',
    z.strictObject({ ticketId: uuid }),
  ),
  VisitorLeft: defineEvent(
    'VisitorLeft',
    only,
    'The visitor did not come when called, or left.',
    z.strictObject({ ticketId: uuid }),
  ),
};
