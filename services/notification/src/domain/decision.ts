import type { EventData, Step } from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import type { NotificationEvent } from './state.js';

/** An event decided at a round and step of the procedure. */
export const decision = <T extends NotificationEvent['type']>(
  type: T,
  data: EventData<T>,
  at: { round: number; step: Step | 0 },
): Decision<NotificationEvent> =>
  ({ type, data, round: at.round, step: at.step }) as Decision<NotificationEvent>;
