import { here, passOn, type HeldCase, type Order } from '#libs/casework';
import { DomainError, type EventData, type EventOf } from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import { localDate } from '#libs/procedure';
import type { CoordinationEvent, CoordinationState, Meeting } from './state.js';
import {
  requireConvener,
  requireFuture,
  requirePast,
  requireSinceReceipt,
  requireUnit,
  wrongField,
} from './worker.js';

type Decided = Decision<CoordinationEvent>[];

const scheduled = (state: CoordinationState): Meeting | undefined =>
  state.meetings.find(({ status }) => status === 'scheduled');

const requireNoneScheduled = (state: CoordinationState): void => {
  if (scheduled(state)) throw new DomainError('meeting-open');
};

/** The meeting of that id, in whatever state it is. Throws DomainError `no-meeting`, `no-such-request`. */
const requireMeeting = (state: CoordinationState, meetingId: string): Meeting => {
  const found = state.meetings.find((each) => each.meetingId === meetingId);
  if (!found) throw new DomainError(scheduled(state) ? 'no-such-request' : 'no-meeting');
  return found;
};

const requireScheduled = (state: CoordinationState, meetingId: string): Meeting => {
  const found = requireMeeting(state, meetingId);
  if (found.status === 'held') throw new DomainError('already-done');
  if (found.status === 'cancelled') throw new DomainError('no-meeting');
  return found;
};

/** Calls the meeting on the follow-up; one at a time. */
export const scheduleMeeting = (
  order: Order<'ScheduleMeeting'>,
  state: CoordinationState,
): Decided => {
  const held = requireConvener(order, state);
  const { at, place, agenda, invited } = order.data;
  requireNoneScheduled(state);
  requireFuture(order, 'at', at);
  const data: EventData<'MeetingScheduled'> = {
    meetingId: order.idFor('meeting'),
    at,
    place,
    agenda,
    invited: invited.map((details, index) => ({
      personId: order.idFor(`invited-${index}`),
      details,
    })),
  };
  return [here(held, { type: 'MeetingScheduled', data })];
};

/** Moves the meeting. */
export const rescheduleMeeting = (
  order: Order<'RescheduleMeeting'>,
  state: CoordinationState,
): Decided => {
  const held = requireConvener(order, state);
  const meeting = requireScheduled(state, order.data.meetingId);
  if (meeting.at === order.data.at) return [];
  requireFuture(order, 'at', order.data.at);
  return [here(held, { type: 'MeetingRescheduled', data: order.data })];
};

/** Calls the meeting off. */
export const cancelMeeting = (order: Order<'CancelMeeting'>, state: CoordinationState): Decided => {
  const held = requireConvener(order, state);
  const { status } = requireMeeting(state, order.data.meetingId);
  if (status === 'cancelled') return [];
  if (status === 'held') throw new DomainError('already-done');
  return [here(held, { type: 'MeetingCancelled', data: order.data })];
};

/** Step 4 is done: the case goes to the settlement. */
const toResolution = (
  held: HeldCase,
  meetingHeld: boolean,
): Decision<EventOf<'CaseHandedOver' | 'WithdrawalForwarded'>>[] =>
  passOn(held, {
    from: 'coordination',
    to: 'resolution',
    toStep: 5,
    facts: { ...held.facts, meetingHeld, shortWay: false },
  });

/** The procedure lets this type go on without a meeting. A meeting that was held in this round stays a fact. */
export const waiveMeeting = (order: Order<'WaiveMeeting'>, state: CoordinationState): Decided => {
  const held = requireConvener(order, state);
  const types: readonly string[] = order.procedure.options.meetingOptional.types;
  if (!types.includes(held.facts.caseType)) throw new DomainError('meeting-required');
  requireNoneScheduled(state);
  const wasHeld = state.meetings.some(({ status }) => status === 'held');
  return [here(held, { type: 'MeetingWaived', data: order.data }), ...toResolution(held, wasHeld)];
};

// A meeting that was called must be named, so that it does not stay on the list for ever.
const recordedId = (order: Order<'RecordMeeting'>, state: CoordinationState): string => {
  const { meetingId } = order.data;
  if (meetingId !== undefined) return requireScheduled(state, meetingId).meetingId;
  requireNoneScheduled(state);
  return order.idFor('meeting');
};

const requirePeriod = (order: Order<'RecordMeeting'>, held: HeldCase): void => {
  const { from, to } = order.data;
  if (from >= to) throw new DomainError('period-reversed', {}, { field: 'to' });
  requirePast(order, 'to', to);
  requireSinceReceipt(held, 'from', from);
};

const requireDecisions = (order: Order<'RecordMeeting'>): void => {
  const day = localDate(order.calendar, order.data.from);
  for (const [index, { unitId, due }] of order.data.decisions.entries()) {
    if (unitId !== undefined) requireUnit(order.procedure, unitId);
    if (due !== undefined && due < day)
      throw wrongField(`decisions.${index}.due`, 'before-meeting');
  }
};

const requireSomebody = ({ data }: Order<'RecordMeeting'>): void => {
  if (!data.attendance.some(({ present }) => present))
    throw wrongField('attendance', 'nobody-present');
};

/** Records the meeting; one that decided ends step 4, another one must follow otherwise. */
export const recordMeeting = (order: Order<'RecordMeeting'>, state: CoordinationState): Decided => {
  const held = requireConvener(order, state);
  const meetingId = recordedId(order, state);
  requirePeriod(order, held);
  requireSomebody(order);
  requireDecisions(order);
  const { attendance, decisions, ...rest } = order.data;
  const data: EventData<'MeetingHeld'> = {
    ...rest,
    meetingId,
    attendance: attendance.map(({ present, ...details }, index) => ({
      personId: order.idFor(`attendant-${index}`),
      present,
      details,
    })),
    decisions: decisions.map((decision, index) => ({
      decisionId: order.idFor(`decision-${index}`),
      ...decision,
    })),
  };
  const recorded = here(held, { type: 'MeetingHeld' as const, data });
  return data.outcome === 'decided' ? [recorded, ...toResolution(held, true)] : [recorded];
};
