import { z } from 'zod';
import { defineCommand } from '../command-contract.js';
import { text, uuid } from '../values.js';

export const notificationCommands = {
  CompleteContactTask: defineCommand({
    type: 'CompleteContactTask',
    service: 'notification',
    target: 'complaint',
    path: 'complete-contact-task',
    roles: ['petugas', 'inspektorat'],
    summary:
      'Say that the reporter was told by telephone, message or letter, or could not be reached.',
    schema: z.strictObject({
      taskId: uuid,
      outcome: z.enum(['reached', 'not-reached']),
      note: text(2_000).optional(),
    }),
  }),
};
