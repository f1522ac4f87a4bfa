import { expect } from 'vitest';
import type { CaseState, Occasion } from '#libs/casework';
import { DomainError } from '#libs/contracts';
import type { AnyEvent, Decider, Decision } from '#libs/eventsourcing';
import { checkContracts, recorded } from './decider-spec.js';

/** One order of a random sequence: what it was put to, and what came of it. */
export interface Played<State, Event extends AnyEvent> {
  before: State;
  events: Decision<Event>[];
  after: State;
  refused?: string;
}

/**
 * Puts orders one after the other to a decider, as its stream would grow. Each is made of the state that it meets, so that
 * it can name what is there. What is decided must fit its contract; whatever is thrown but a refusal fails the spec.
 */
export const playOrders = <State, Command, Event extends AnyEvent>(
  decider: Decider<State, Command, Event>,
  makers: ((state: State, index: number) => Command)[],
  kecamatan: string,
): Played<State, Event>[] => {
  let state = decider.initialState();
  let stored = 0;
  return makers.map((make, index) => {
    const before = state;
    const order = make(before, index);
    const { by, at } = order as Partial<Pick<Occasion, 'by' | 'at'>>;
    try {
      const events = decider.decide(order, before);
      checkContracts(events);
      for (const event of events) {
        state = decider.evolve(state, recorded({ ...event, kecamatan, by, at }, stored));
        stored += 1;
      }
      return { before, events, after: state };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { before, events: [], after: before, refused: error.code };
    }
  });
};

// What may be written on the stream of a case that is not there: the rest is work on it.
const withoutHolding = [
  'CaseArrived',
  'CaseEnded',
  'WithdrawalForwarded',
  'DuplicateAttached',
  'DuplicateDetached',
];

/**
 * A case has one holder: work on it is decided only where it is held, it leaves once, and nothing but what follows the
 * case out comes after that; a closed case accepts nothing.
 */
export const expectOneHolder = (played: Played<{ case: CaseState }, AnyEvent>[]): void => {
  for (const { before, events, after } of played) {
    const { status } = before.case;
    if (status === 'closed') expect(events).toEqual([]);
    let held = status === 'held';
    for (const { type } of events) {
      if (type === 'CaseArrived') expect(held).toBe(false);
      if (!withoutHolding.includes(type)) expect({ type, held }).toEqual({ type, held: true });
      if (type === 'CaseArrived') held = true;
      if (type === 'CaseHandedOver' || type === 'CaseClosed') held = false;
    }
    expect(after.case.status === 'held').toBe(held);
  }
};
