import type { EventOf, Step } from '#libs/contracts';
import type { Decider, Decision, Recorded } from '#libs/eventsourcing';
import type { TimerKind } from './timer.js';

export type TimerEvent = EventOf<'TimerFired'>;

/** A timer came due. */
export interface FireTimer {
  type: 'FireTimer';
  timerId: string;
  kind: TimerKind;
  ref: string;
  dueAt: string;
  occurrence: number;
  round: number;
  step: Step;
}

/** How often each timer of the case has fired. */
export type Fired = Readonly<Record<string, number>>;

const evolve = (fired: Fired, event: Recorded<TimerEvent>): Fired =>
  event.type === 'TimerFired' ? { ...fired, [event.data.timerId]: event.data.occurrence } : fired;

const decide = (order: FireTimer, fired: Fired): Decision<TimerEvent>[] => {
  const { timerId, kind, ref, dueAt, occurrence, round, step } = order;
  if ((fired[timerId] ?? 0) >= occurrence) return [];
  return [{ type: 'TimerFired', data: { timerId, kind, ref, dueAt, occurrence }, round, step }];
};

/** Timers of a case that fired: stream `sla-<complaint id>`. Each occurrence fires once. */
export const firingDecider: Decider<Fired, FireTimer, TimerEvent> = {
  initialState: () => ({}),
  evolve,
  decide,
};
