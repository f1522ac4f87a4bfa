import type { Step } from '#libs/contracts';
import type { EventMetadata } from './types.js';

/** Any event as plain data. */
export interface AnyEvent {
  type: string;
  data: object;
}

/** What a decider decides: the event, and the round and step of the procedure that it belongs to (0: none). */
export type Decision<Event extends AnyEvent> = Event & { round: number; step: Step | 0 };

/** An event of the stream while it is folded. Sealed values are still sealed: a decider never needs them. */
export type Recorded<Event extends AnyEvent> = Event & {
  id: string;
  metadata: EventMetadata;
};

/**
 * The rules of one kind of stream, pure: no clock, no ids, no I/O; all that is looked up enters with the command.
 * `decide` throws DomainError for a broken rule and returns nothing when what is asked is already so.
 */
export interface Decider<State, Command, Event extends AnyEvent> {
  initialState: () => State;
  evolve: (state: State, event: Recorded<Event>) => State;
  decide: (command: Command, state: State) => Decision<Event>[];
}
