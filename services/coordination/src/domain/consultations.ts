import { here, type Order } from '#libs/casework';
import { DomainError } from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import { addWorkingDays } from '#libs/procedure';
import type { RemindUnit } from './orders.js';
import type { Consultation, CoordinationEvent, CoordinationState } from './state.js';
import {
  requireCoordinator,
  requireFuture,
  requirePast,
  requireSinceReceipt,
  requireUnit,
} from './worker.js';

type Decided = Decision<CoordinationEvent>[];

const usualDueAt = ({ calendar, at, procedure }: Order<'ConsultUnit'>): string =>
  addWorkingDays(calendar, at, procedure.workingDayLimits.unitAnswer).at;

/** Asks a party concerned; several may be asked at the same time, each with one open question. */
export const consultUnit = (order: Order<'ConsultUnit'>, state: CoordinationState): Decided => {
  const held = requireCoordinator(order, state);
  const { unitId, question, dueAt = usualDueAt(order) } = order.data;
  requireUnit(order.procedure, unitId);
  requireFuture(order, 'dueAt', dueAt);
  if (state.consultations.some((each) => each.unitId === unitId && each.status === 'open'))
    throw new DomainError('consultation-open', { unit: unitId });
  const consultationId = order.idFor('consultation');
  return [here(held, { type: 'UnitConsulted', data: { consultationId, unitId, question, dueAt } })];
};

const requireConsultation = (state: CoordinationState, consultationId: string): Consultation => {
  const found = state.consultations.find((each) => each.consultationId === consultationId);
  if (!found) throw new DomainError('no-such-request');
  return found;
};

/** Records what the party concerned said, by whatever way it came. */
export const recordUnitAnswer = (
  order: Order<'RecordUnitAnswer'>,
  state: CoordinationState,
): Decided => {
  const held = requireCoordinator(order, state);
  const { consultationId, answer, answeredAt = order.at, answeredBy } = order.data;
  const { unitId, status } = requireConsultation(state, consultationId);
  if (status === 'answered') throw new DomainError('already-done');
  if (status === 'cancelled') throw new DomainError('no-such-request');
  requirePast(order, 'answeredAt', answeredAt);
  if (order.data.answeredAt !== undefined) requireSinceReceipt(held, 'answeredAt', answeredAt);
  const by = answeredBy && {
    answeredBy: { personId: order.idFor('answered-by'), details: answeredBy },
  };
  const data = { consultationId, unitId, answer, answeredAt, ...by };
  return [here(held, { type: 'UnitAnswered', data })];
};

/** Takes a question back that was not answered. */
export const cancelConsultation = (
  order: Order<'CancelConsultation'>,
  state: CoordinationState,
): Decided => {
  const held = requireCoordinator(order, state);
  const { consultationId, reason } = order.data;
  const { unitId, status } = requireConsultation(state, consultationId);
  if (status === 'cancelled') return [];
  if (status === 'answered') throw new DomainError('already-done');
  return [here(held, { type: 'ConsultationCancelled', data: { consultationId, unitId, reason } })];
};

/** Ends step 3. Who has not answered is named, and only when the Kasi says that this is accepted. */
export const concludeCoordination = (
  order: Order<'ConcludeCoordination'>,
  state: CoordinationState,
): Decided => {
  const held = requireCoordinator(order, state);
  const { summary, acceptUnanswered } = order.data;
  const asked = state.consultations.filter(({ status }) => status !== 'cancelled');
  if (asked.length === 0) throw new DomainError('no-consultation');
  const open = asked.filter(({ status }) => status === 'open');
  if (open.length > 0 && !acceptUnanswered) throw new DomainError('answers-missing');
  const unansweredUnitIds = open.map(({ unitId }) => unitId);
  return [here(held, { type: 'CoordinationConcluded', data: { summary, unansweredUnitIds } })];
};

// The timer is never cancelled: whether it still means something is decided here.
/** Reminds a party that is late, unless it answered, was let off, or step 3 is over. */
export const remindUnit = (order: RemindUnit, state: CoordinationState): Decided => {
  const held = state.case;
  const { consultationId, occurrence } = order;
  const found = state.consultations.find((each) => each.consultationId === consultationId);
  if (held.status !== 'held' || held.step !== 3) return [];
  if (found?.status !== 'open' || found.reminders >= occurrence) return [];
  const data = { consultationId, unitId: found.unitId, reminder: occurrence };
  return [here(held, { type: 'UnitReminded', data })];
};
