import { expect } from 'vitest';
import { contractOf, DomainError, type Actor, type ErrorCode } from '#libs/contracts';
import type { AnyEvent, Decider, Decision, EventMetadata, Recorded } from '#libs/eventsourcing';
import { redact } from './redact.js';

/** An event that has happened, with the round and step it belongs to. */
export type Given<Event extends AnyEvent> = Event & {
  round?: number;
  step?: number;
  /** UTC instant; one minute after the event before it where it is left out. */
  at?: string;
  kecamatan?: string;
  /** Who did it, where the decider looks at that; a system actor where it is left out. */
  by?: Pick<Actor, 'id' | 'role'>;
};

const kecamatanWaru = '64.09.02';
const begin = Date.parse('2026-11-24T00:00:00.000Z');

/** An event as a fold sees it: with metadata, and with what its contract seals hidden. */
export const recorded = <Event extends AnyEvent>(
  event: Given<Event>,
  index: number,
): Recorded<Event> => {
  const { round = 1, step = 0, at, kecamatan = kecamatanWaru, by, ...fact } = event;
  const occurredAt = at ?? new Date(begin + index * 60_000).toISOString();
  const metadata: EventMetadata = {
    schemaVersion: contractOf(event.type)?.version ?? 1,
    kecamatan,
    round,
    step,
    actor: { id: by?.id ?? 'system:spec', role: by?.role ?? 'system' },
    occurredAt,
    recordedAt: occurredAt,
    correlationId: 'spec',
  };
  const sealed = contractOf(event.type)?.sealed ?? [];
  const data = redact(fact.data as Record<string, unknown>, sealed);
  return { ...fact, data, id: `event-${index}`, metadata } as unknown as Recorded<Event>;
};

/** Fails for data that its contract does not take. */
export const checkContracts = (decisions: Decision<AnyEvent>[]): void => {
  for (const { type, data } of decisions) {
    const checked = contractOf(type)?.schema.safeParse(data);
    if (!checked?.success)
      throw new Error(`${type} breaks its contract: ${checked?.error.message ?? 'no contract'}`);
  }
};

/**
 * given / when / then for a decider. What is sealed in the given events is hidden as in the store, so a decider that looks
 * at personal data fails here; what is decided is checked against its contract.
 */
export const deciderSpec = <State, Command, Event extends AnyEvent>(
  decider: Decider<State, Command, Event>,
) => ({
  given: (...events: Given<Event>[]) => {
    const fold = (): State =>
      events
        .map((event, index) => recorded(event, index))
        .reduce(decider.evolve, decider.initialState());
    return {
      when: (command: Command) => ({
        /** Exactly these events, with round and step, in this order. */
        thenEvents: (...expected: Decision<Event>[]) => {
          const decided = decider.decide(command, fold());
          checkContracts(decided);
          expect(decided).toEqual(expected);
        },
        /** At least these types in this order, for decisions with long data. */
        thenTypes: (...types: Event['type'][]) => {
          const decided = decider.decide(command, fold());
          checkContracts(decided);
          expect(decided.map(({ type }) => type)).toEqual(types);
        },
        /** What is asked is already so. */
        thenNothing: () => {
          expect(decider.decide(command, fold())).toEqual([]);
        },
        /** Refused with this code; nothing is decided. */
        thenRefused: (code: ErrorCode, parameters?: Record<string, string | number>) => {
          let refusal: unknown;
          try {
            decider.decide(command, fold());
          } catch (error) {
            refusal = error;
          }
          expect(refusal).toBeInstanceOf(DomainError);
          expect((refusal as DomainError).code).toBe(code);
          if (parameters) expect((refusal as DomainError).parameters).toEqual(parameters);
        },
        /** The decisions themselves, for a look at details. */
        decided: () => decider.decide(command, fold()),
      }),
      /** The state itself, for what no command shows. */
      state: fold,
    };
  },
});
