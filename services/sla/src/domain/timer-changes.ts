import type { EventData, Step } from '#libs/contracts';
import { derivedId, type EventMetadata } from '#libs/eventsourcing';
import { dueAgainAt, silentCloseAt, type Timer, type TimerKind, type TimerRules } from './timer.js';

/** What an event does to the timers of its case. */
export type TimerChange =
  | { change: 'set'; timer: Timer }
  /** Cancels the timers of the case, all of them or those of a kind, or the one with that ref. */
  | { change: 'cancel'; complaintId: string; kind?: TimerKind; ref?: string }
  /** The timer fired: it comes due again, or is done. */
  | { change: 'fired'; timerId: string; occurrence: number; dueAt?: string };

/** An event as far as timers need it. */
export interface TimerCause {
  id: string;
  type: string;
  data: Record<string, unknown>;
  metadata: EventMetadata;
}

type Change = (event: TimerCause, rules: TimerRules) => TimerChange;

const set = (
  { id, metadata }: TimerCause,
  timer: { kind: TimerKind; ref: string; dueAt: string; step: Step },
): TimerChange => {
  const { complaintId = '', kecamatan, round, correlationId } = metadata;
  const timerId = derivedId('timer', complaintId, timer.kind, timer.ref);
  const rest = { complaintId, kecamatan, round, correlationId, causationId: id, occurrence: 1 };
  return { change: 'set', timer: { timerId, ...timer, ...rest } };
};

const cancel =
  (kind?: TimerKind, refOf?: (event: TimerCause) => string): Change =>
  (event) => ({
    change: 'cancel',
    complaintId: event.metadata.complaintId ?? '',
    ...(kind === undefined ? {} : { kind }),
    ...(refOf === undefined ? {} : { ref: refOf(event) }),
  });

const roundOf = ({ metadata }: TimerCause): string => String(metadata.round);
const consultationOf = ({ data }: TimerCause): string => String(data['consultationId']);

const onDelivered: Change = (event, rules) => {
  const { deliveredAt } = event.data as EventData<'ResultDelivered'>;
  const dueAt = silentCloseAt(rules, { deliveredAt, recordedAt: event.metadata.occurredAt });
  return set(event, { kind: 'silent-close', ref: roundOf(event), dueAt, step: 7 });
};

const onConsulted: Change = (event) => {
  const { dueAt } = event.data as EventData<'UnitConsulted'>;
  return set(event, { kind: 'unit-reminder', ref: consultationOf(event), dueAt, step: 3 });
};

const onFired: Change = (event, rules) => {
  const { timerId, ...data } = event.data as EventData<'TimerFired'>;
  const dueAt = dueAgainAt(rules, { ...data, at: event.metadata.occurredAt });
  const fired = { change: 'fired', timerId, occurrence: data.occurrence } as const;
  return dueAt === undefined ? fired : { ...fired, dueAt };
};

/** What each event does. Whatever comes too late to cancel fires, and its receiver ignores it. */
const changes: Record<string, Change> = {
  ResultDelivered: onDelivered,
  SatisfactionClarified: cancel('silent-close', roundOf),
  CaseReopened: cancel('silent-close'),
  CaseClosed: cancel(),
  UnitConsulted: onConsulted,
  UnitAnswered: cancel('unit-reminder', consultationOf),
  ConsultationCancelled: cancel('unit-reminder', consultationOf),
  CoordinationConcluded: cancel('unit-reminder'),
  TimerFired: onFired,
};

/** Types of the events that change timers. */
export const timerEventTypes: readonly string[] = Object.keys(changes);

/** Whether the event changes timers. */
export const changesTimers = (type: string): boolean => Object.hasOwn(changes, type);

/**
 * What the event does to the timers of its case, by the rules that held when it happened; undefined for events that do
 * nothing to them. A pure function of the event, so that timers can be rebuilt.
 */
export const timerChange = (event: TimerCause, rules: TimerRules): TimerChange | undefined =>
  changesTimers(event.type) ? changes[event.type]?.(event, rules) : undefined;
