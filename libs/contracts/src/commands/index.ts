import type { z } from 'zod';
import { caseCommands } from './case.js';
import { coordinationCommands } from './coordination.js';
import { intakeCommands } from './intake.js';
import { notificationCommands } from './notification.js';
import { resolutionCommands } from './resolution.js';
import { triageCommands } from './triage.js';

/** Every command that the services answer, by type. */
export const commandContracts = {
  ...intakeCommands,
  ...caseCommands,
  ...triageCommands,
  ...coordinationCommands,
  ...resolutionCommands,
  ...notificationCommands,
};

export type CommandType = keyof typeof commandContracts;
/** Body of a command as a caller may write it. */
export type CommandInput<T extends CommandType> = z.input<(typeof commandContracts)[T]['schema']>;
/** Body of a command after validation. */
export type CommandData<T extends CommandType> = z.output<(typeof commandContracts)[T]['schema']>;
