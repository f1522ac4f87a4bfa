import type { z } from 'zod';
import { caseEvents } from './case.js';
import { coordinationEvents } from './coordination.js';
import { counterEvents } from './counter.js';
import { intakeEvents } from './intake.js';
import { notificationEvents } from './notification.js';
import { referenceEvents } from './reference.js';
import { delegationEvents } from './delegation.js';
import { resolutionEvents } from './resolution.js';
import { triageEvents } from './triage.js';

/** Every event that Aduan stores, by type. */
export const eventContracts = {
  ...caseEvents,
  ...intakeEvents,
  ...counterEvents,
  ...triageEvents,
  ...coordinationEvents,
  ...resolutionEvents,
  ...delegationEvents,
  ...notificationEvents,
  ...referenceEvents,
};

export type EventType = keyof typeof eventContracts;
/** Data of an event as the domain sees it: in the clear. */
export type EventData<T extends EventType> = z.output<(typeof eventContracts)[T]['schema']>;
/** An event as plain data; `Types` narrows the union. */
export type EventOf<Types extends EventType> = {
  [T in Types]: { type: T; data: EventData<T> };
}[Types];
