import type { CaseFacts, EventOf, Holder, Outcome, Step } from '#libs/contracts';
import type { Recorded } from '#libs/eventsourcing';

/** A case as the service sees that holds it, held it, or has not got it yet. */
export type CaseState =
  | { status: 'absent' }
  | HeldCase
  | { status: 'passed-on'; to: Holder; kecamatan: string; round: number; facts: CaseFacts }
  | { status: 'closed'; outcome: Outcome; kecamatan: string; round: number; facts: CaseFacts };

export interface HeldCase {
  status: 'held';
  kecamatan: string;
  round: number;
  step: Step;
  facts: CaseFacts;
  /** When it came to the present step. */
  arrivedAt: string;
  /** The account that has the step in hand. */
  takenBy?: string;
  /** A request to withdraw that waits for a decision. */
  withdrawalId?: string;
}

export type CaseEvent = EventOf<
  | 'CaseArrived'
  | 'CaseHandedOver'
  | 'CaseClosed'
  | 'StepTaken'
  | 'StepReleased'
  | 'WithdrawalNoted'
  | 'WithdrawalForwarded'
  | 'WithdrawalAccepted'
  | 'WithdrawalRefused'
>;

export const noCase: CaseState = { status: 'absent' };

const without = (held: HeldCase, key: 'takenBy' | 'withdrawalId'): HeldCase => {
  const { [key]: _, ...rest } = held;
  return rest;
};

/** The case at another step of the same service: nobody has it in hand there yet. */
export const atStep = (held: HeldCase, step: Step, at: string): HeldCase => ({
  ...without(held, 'takenBy'),
  step,
  arrivedAt: at,
});

const evolveHeld = (held: HeldCase, event: Recorded<CaseEvent>): CaseState => {
  const { kecamatan, round, facts } = held;
  switch (event.type) {
    case 'StepTaken':
      return { ...held, takenBy: event.data.accountId };
    case 'StepReleased':
      return without(held, 'takenBy');
    case 'WithdrawalNoted':
      return { ...held, withdrawalId: event.data.requestId };
    case 'WithdrawalAccepted':
    case 'WithdrawalRefused':
      return without(held, 'withdrawalId');
    case 'CaseHandedOver':
      return { status: 'passed-on', to: event.data.to, kecamatan, round, facts: event.data.facts };
    case 'CaseClosed':
      return { status: 'closed', outcome: event.data.outcome, kecamatan, round, facts };
    case 'CaseArrived':
      return arrived(event);
    default:
      return held;
  }
};

const arrived = (event: Recorded<EventOf<'CaseArrived'>>): HeldCase => ({
  status: 'held',
  kecamatan: event.metadata.kecamatan,
  round: event.metadata.round,
  step: event.metadata.step as Step,
  facts: event.data.facts,
  arrivedAt: event.metadata.occurredAt,
});

/** Folds the events that every holder of cases has in common; others leave the state as it is. */
export const evolveCase = (state: CaseState, event: Recorded<CaseEvent>): CaseState => {
  if (event.type === 'CaseArrived') return arrived(event);
  return state.status === 'held' ? evolveHeld(state, event) : state;
};
