import { atStep, evolveCase, noCase, type CaseEvent, type CaseState } from '#libs/casework';
import type { EventOf } from '#libs/contracts';
import type { Recorded } from '#libs/eventsourcing';

/** A party concerned that was asked. */
export interface Consultation {
  consultationId: string;
  unitId: string;
  status: 'open' | 'answered' | 'cancelled';
  /** How often the party was reminded. */
  reminders: number;
}

/** A meeting on the follow-up. */
export interface Meeting {
  meetingId: string;
  /** When it is to begin; absent for one that was held without having been called in Aduan. */
  at?: string;
  status: 'scheduled' | 'cancelled' | 'held';
}

/** What coordination knows of a case: who has it, and steps 3 and 4 of the present round. */
export interface CoordinationState {
  case: CaseState;
  consultations: readonly Consultation[];
  meetings: readonly Meeting[];
}

export type CoordinationEvent =
  | CaseEvent
  | EventOf<
      | 'UnitConsulted'
      | 'UnitAnswered'
      | 'UnitReminded'
      | 'ConsultationCancelled'
      | 'CoordinationConcluded'
      | 'MeetingScheduled'
      | 'MeetingRescheduled'
      | 'MeetingCancelled'
      | 'MeetingHeld'
      | 'MeetingWaived'
    >;

export const nothing: CoordinationState = { case: noCase, consultations: [], meetings: [] };

const withConsultation = (
  state: CoordinationState,
  consultationId: string,
  change: Partial<Consultation>,
): CoordinationState => ({
  ...state,
  consultations: state.consultations.map((each) =>
    each.consultationId === consultationId ? { ...each, ...change } : each,
  ),
});

const withMeeting = (state: CoordinationState, changed: Meeting): CoordinationState => {
  const known = state.meetings.some(({ meetingId }) => meetingId === changed.meetingId);
  if (!known) return { ...state, meetings: [...state.meetings, changed] };
  const change = (each: Meeting): Meeting =>
    each.meetingId === changed.meetingId ? { ...each, ...changed } : each;
  return { ...state, meetings: state.meetings.map(change) };
};

const atMeeting = (known: CaseState, at: string): CaseState =>
  known.status === 'held' ? atStep(known, 4, at) : known;

/** Folds one event of a coordination stream. A new round begins without the questions and meetings of the last one. */
export const evolve = (
  state: CoordinationState,
  event: Recorded<CoordinationEvent>,
): CoordinationState => {
  switch (event.type) {
    case 'CaseArrived':
      return { ...nothing, case: evolveCase(state.case, event) };
    case 'UnitConsulted': {
      const { consultationId, unitId } = event.data;
      const asked: Consultation = { consultationId, unitId, status: 'open', reminders: 0 };
      return { ...state, consultations: [...state.consultations, asked] };
    }
    case 'UnitAnswered':
      return withConsultation(state, event.data.consultationId, { status: 'answered' });
    case 'UnitReminded':
      return withConsultation(state, event.data.consultationId, {
        reminders: event.data.reminder,
      });
    case 'ConsultationCancelled':
      return withConsultation(state, event.data.consultationId, { status: 'cancelled' });
    case 'CoordinationConcluded':
      return { ...state, case: atMeeting(state.case, event.metadata.occurredAt) };
    case 'MeetingScheduled':
    case 'MeetingRescheduled': {
      const { meetingId, at } = event.data;
      return withMeeting(state, { meetingId, at, status: 'scheduled' });
    }
    case 'MeetingCancelled':
      return withMeeting(state, { meetingId: event.data.meetingId, status: 'cancelled' });
    case 'MeetingHeld':
      return withMeeting(state, { meetingId: event.data.meetingId, status: 'held' });
    default:
      return { ...state, case: evolveCase(state.case, event as Recorded<CaseEvent>) };
  }
};
