import type { CaseState, CaseEvent } from '#libs/casework';
import { evolveCase, noCase } from '#libs/casework';
import type { EventOf, Outcome, SealGround } from '#libs/contracts';
import type { Recorded } from '#libs/eventsourcing';

/** A question to the reporter that has not been answered. */
export interface Question {
  requestId: string;
  /** Local date until which the review waits for the answer; for ever where there is none. */
  answerBy?: string;
}

/** What triage knows of a case: who has it, and what the review at step 2 has come to. */
export interface TriageState {
  case: CaseState;
  /** The complaint with which this one will be answered; only while the case is held. */
  primary?: string;
  /** Open questions of the present round. */
  questions: readonly Question[];
  /** Complaints that will be answered with this one, wherever it is. */
  duplicates: readonly string[];
}

export type TriageEvent =
  | CaseEvent
  | EventOf<
      | 'ComplaintClassified'
      | 'ComplaintReferred'
      | 'AnsweredAtOnce'
      | 'LinkedAsDuplicate'
      | 'UnlinkedFromDuplicate'
      | 'DuplicateAttached'
      | 'DuplicateDetached'
      | 'ClarificationRequested'
      | 'ClarificationReceived'
      | 'CaseSealed'
      | 'CaseUnsealed'
      | 'CaseEnded'
    >;

export const nothing: TriageState = { case: noCase, questions: [], duplicates: [] };

const unlinked = (state: TriageState): TriageState => {
  const { primary: _, ...rest } = state;
  return rest;
};

const withSeal = (known: CaseState, ground: SealGround | undefined): CaseState => {
  if (known.status === 'absent') return known;
  const { sealed: _, ...facts } = known.facts;
  return { ...known, facts: ground === undefined ? facts : { ...facts, sealed: ground } };
};

const ended = (known: CaseState, outcome: Outcome): CaseState => {
  if (known.status === 'absent') return known;
  const { kecamatan, round, facts } = known;
  return { status: 'closed', outcome, kecamatan, round, facts };
};

const asked = ({ requestId, answerBy }: Question): Question => ({
  requestId,
  ...(answerBy === undefined ? {} : { answerBy }),
});

/** Folds one event of a triage stream. */
export const evolve = (state: TriageState, event: Recorded<TriageEvent>): TriageState => {
  switch (event.type) {
    case 'CaseArrived':
      return { ...unlinked(state), case: evolveCase(state.case, event), questions: [] };
    case 'CaseClosed':
      return { ...unlinked(state), case: evolveCase(state.case, event) };
    case 'LinkedAsDuplicate':
      return { ...state, primary: event.data.primaryComplaintId };
    case 'UnlinkedFromDuplicate':
      return unlinked(state);
    case 'DuplicateAttached':
      return { ...state, duplicates: [...state.duplicates, event.data.duplicateComplaintId] };
    case 'DuplicateDetached':
      return { ...state, duplicates: others(state.duplicates, event.data.duplicateComplaintId) };
    case 'ClarificationRequested':
      return { ...state, questions: [...state.questions, asked(event.data)] };
    case 'ClarificationReceived':
      return { ...state, questions: answered(state.questions, event.data.requestId) };
    case 'CaseSealed':
      return { ...state, case: withSeal(state.case, event.data.ground) };
    case 'CaseUnsealed':
      return { ...state, case: withSeal(state.case, undefined) };
    case 'CaseEnded':
      return { ...unlinked(state), case: ended(state.case, event.data.outcome) };
    default:
      return { ...state, case: evolveCase(state.case, event as Recorded<CaseEvent>) };
  }
};

const others = (ids: readonly string[], id: string): string[] => ids.filter((each) => each !== id);

const answered = (questions: readonly Question[], requestId: string): Question[] =>
  questions.filter((question) => question.requestId !== requestId);
