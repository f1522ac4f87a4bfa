import { z } from 'zod';
import { defineCommand } from '../command-contract.js';
import { text, uuid } from '../values.js';

const officers = ['petugas', 'tim', 'kasi', 'camat', 'inspektorat'] as const;
/** The step that the officer sees the case at; it also says which service holds it. */
const step = z.union([
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal(6),
  z.literal(7),
]);

/** Commands that whoever holds the case decides. */
export const caseCommands = {
  TakeStep: defineCommand({
    type: 'TakeStep',
    service: 'holder',
    target: 'complaint',
    path: 'take-step',
    roles: officers,
    summary: 'Take the step in hand; working minutes begin.',
    schema: z.strictObject({ step }),
  }),
  ReleaseStep: defineCommand({
    type: 'ReleaseStep',
    service: 'holder',
    target: 'complaint',
    path: 'release-step',
    roles: [...officers, 'supervisor'],
    summary:
      'Give the step back to the queue: who has it in hand, or with a reason the supervisor when he is away.',
    schema: z.strictObject({ step, reason: text(1_000).optional() }),
  }),
  DecideWithdrawal: defineCommand({
    type: 'DecideWithdrawal',
    service: 'holder',
    target: 'complaint',
    path: 'decide-withdrawal',
    roles: ['tim', 'kasi', 'inspektorat'],
    summary: 'Let the reporter withdraw, or go on in spite of the request.',
    schema: z
      .strictObject({ step, requestId: uuid, accept: z.boolean(), reason: text(2_000).optional() })
      .refine((body) => body.accept || body.reason !== undefined, {
        path: ['reason'],
        error: 'reason-required',
      }),
  }),
};
