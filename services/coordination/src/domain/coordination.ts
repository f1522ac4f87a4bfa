import { decideCase } from '#libs/casework';
import type { Decider, Decision } from '#libs/eventsourcing';
import {
  cancelConsultation,
  concludeCoordination,
  consultUnit,
  recordUnitAnswer,
  remindUnit,
} from './consultations.js';
import {
  cancelMeeting,
  recordMeeting,
  rescheduleMeeting,
  scheduleMeeting,
  waiveMeeting,
} from './meetings.js';
import type { CoordinationOrder } from './orders.js';
import { evolve, nothing, type CoordinationEvent, type CoordinationState } from './state.js';

const decide = (
  order: CoordinationOrder,
  state: CoordinationState,
): Decision<CoordinationEvent>[] => {
  switch (order.type) {
    case 'ConsultUnit':
      return consultUnit(order, state);
    case 'RecordUnitAnswer':
      return recordUnitAnswer(order, state);
    case 'CancelConsultation':
      return cancelConsultation(order, state);
    case 'ConcludeCoordination':
      return concludeCoordination(order, state);
    case 'ScheduleMeeting':
      return scheduleMeeting(order, state);
    case 'RescheduleMeeting':
      return rescheduleMeeting(order, state);
    case 'CancelMeeting':
      return cancelMeeting(order, state);
    case 'RecordMeeting':
      return recordMeeting(order, state);
    case 'WaiveMeeting':
      return waiveMeeting(order, state);
    case 'RemindUnit':
      return remindUnit(order, state);
    default:
      return decideCase(order, state.case);
  }
};

/** The rules of a coordination stream: step 3 with the parties concerned, step 4 with the meeting. */
export const coordination: Decider<CoordinationState, CoordinationOrder, CoordinationEvent> = {
  initialState: () => nothing,
  evolve,
  decide,
};

/** Stream of a complaint in coordination. */
export const coordinationStream = (complaintId: string): string => `coordination-${complaintId}`;
