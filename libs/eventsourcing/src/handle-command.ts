import { contractOf, DomainError, upcast } from '#libs/contracts';
import type { AnyEvent, Decider, Recorded } from './decider.js';
import { envelop, subjectOf, type CommandContext } from './envelope.js';
import { OutcomeUnknown, StreamConflict } from './errors.js';
import { fingerprintOf } from './ids.js';
import { checkSeen } from './seen.js';
import type {
  Appended,
  EventMetadata,
  NewEvent,
  SealedValue,
  Sealer,
  StoredEvent,
} from './types.js';

/** The part of the event store that commands need. */
export interface CommandStore {
  append(streamId: string, events: NewEvent[], expected: bigint | 'no_stream'): Promise<Appended>;
  readStream(
    streamId: string,
    options?: { from?: bigint; backwards?: boolean; maxCount?: number },
  ): AsyncIterable<StoredEvent>;
}

/** A stream folded to its state. `revision` is -1 where nothing is stored. */
export interface Loaded<State> {
  state: State;
  revision: bigint;
  events: StoredEvent[];
}

/** What came of a command. `events` are those that the command stored, now or the first time. */
export interface Handled<State> {
  revision: bigint;
  position: { commit: bigint; prepare: bigint };
  replayed: boolean;
  events: StoredEvent[];
  state: State;
}

export interface HandleOptions<State, Command, Event extends AnyEvent> {
  store: CommandStore;
  sealer: Sealer;
  now: () => Date;
  decider: Decider<State, Command, Event>;
  streamId: string;
  command: Command;
  context: CommandContext;
  /** Body of an officer's or client's command, for the fingerprint; absent for reactions. */
  body?: unknown;
  /** Revision that an officer saw (-1: none); another one is refused with what happened since. */
  expectedRevision?: bigint;
}

const maxTries = 12;
const start = { commit: 0n, prepare: 0n };

/** Reads and folds a stream. Throws StoreUnavailable, UnknownEventVersion. */
export const load = async <State, Event extends AnyEvent>(
  store: Pick<CommandStore, 'readStream'>,
  decider: Pick<Decider<State, never, Event>, 'initialState' | 'evolve'>,
  streamId: string,
): Promise<Loaded<State>> => {
  let state = decider.initialState();
  const events: StoredEvent[] = [];
  for await (const stored of store.readStream(streamId)) {
    const data = upcast(stored.type, stored.metadata.schemaVersion ?? 1, stored.data);
    const event = { ...stored, data };
    events.push(event);
    state = decider.evolve(state, event as unknown as Recorded<Event>);
  }
  return { state, events, revision: events.at(-1)?.revision ?? -1n };
};

/** Events of the stream that the command stored earlier. */
const earlier = <State>(loaded: Loaded<State>, commandKey: string): StoredEvent[] =>
  loaded.events.filter((event) => event.metadata.commandKey === commandKey);

const label = 'fingerprint';

// A hash of who reports must not outlive the reporter's own key: guesses could be tried on it.
const keyFor = (decisions: readonly AnyEvent[]): 'identity' | 'content' =>
  decisions.some(({ type }) => contractOf(type)?.sealed.some(({ key }) => key === 'identity'))
    ? 'identity'
    : 'content';

const refuseOtherBody = async <State, Command, Event extends AnyEvent>(
  options: HandleOptions<State, Command, Event>,
  events: StoredEvent[],
): Promise<void> => {
  const sealed = events[0]?.metadata.fingerprint;
  if (options.body === undefined || !sealed) return;
  const stored = await options.sealer.openText(subjectOf(options.context), label, sealed);
  const { commandKey } = options.context;
  if (stored !== undefined && stored !== fingerprintOf(commandKey, options.body))
    throw new DomainError('key-reused');
};

const lastMoment = (events: StoredEvent[], now: string): string => {
  const last: EventMetadata | undefined = events.at(-1)?.metadata;
  return last && last.occurredAt > now ? last.occurredAt : now;
};

const attempt = async <State, Command, Event extends AnyEvent>(
  options: HandleOptions<State, Command, Event>,
): Promise<Handled<State>> => {
  const { store, decider, streamId, context, sealer } = options;
  const loaded = await load(store, decider as Decider<State, never, Event>, streamId);
  const before = earlier(loaded, context.commandKey);
  const last = before.at(-1);
  if (last) {
    await refuseOtherBody(options, before);
    const { revision, position } = last;
    return { revision, position, replayed: true, events: before, state: loaded.state };
  }
  const decide = () => decider.decide(options.command, loaded.state);
  checkSeen(loaded, options.expectedRevision, decide);
  const decisions = decide();
  if (decisions.length === 0) {
    const position = loaded.events.at(-1)?.position ?? start;
    return {
      revision: loaded.revision,
      position,
      replayed: false,
      events: [],
      state: loaded.state,
    };
  }
  const recordedAt = options.now().toISOString();
  const fingerprint: SealedValue | undefined =
    options.body === undefined
      ? undefined
      : await sealer.sealText(
          subjectOf(context),
          label,
          fingerprintOf(context.commandKey, options.body),
          keyFor(decisions),
        );
  const events = await envelop(decisions, {
    streamId,
    context,
    sealer,
    recordedAt,
    occurredAt: lastMoment(loaded.events, recordedAt),
    ...(fingerprint ? { fingerprint } : {}),
  });
  const expected = loaded.revision < 0n ? 'no_stream' : loaded.revision;
  const appended = await store.append(streamId, events, expected);
  const stored = events.map((event, index) => ({
    ...event,
    streamId,
    revision: loaded.revision + 1n + BigInt(index),
    position: appended.position,
    created: new Date(recordedAt),
  }));
  const state = stored.reduce(
    (folded, event) => decider.evolve(folded, event as unknown as Recorded<Event>),
    loaded.state,
  );
  return { ...appended, replayed: false, events: stored, state };
};

/**
 * Loads a stream, decides, appends at the revision just read. A command whose key the stream already knows gets its
 * first answer again. After a conflict or an unknown outcome the stream is read again, so that our own event is found
 * if it is there. Throws DomainError when a rule or the caller's revision stands against it, StoreUnavailable
 * when the store is down; then nothing was stored.
 */
export const handleCommand = async <State, Command, Event extends AnyEvent>(
  options: HandleOptions<State, Command, Event>,
): Promise<Handled<State>> => {
  let failure: unknown;
  for (let tries = 0; tries < maxTries; tries += 1) {
    try {
      return await attempt(options);
    } catch (error) {
      if (!(error instanceof StreamConflict) && !(error instanceof OutcomeUnknown)) throw error;
      failure = error;
      await new Promise((resolve) =>
        setTimeout(resolve, Math.min(200, 2 ** tries) * Math.random()),
      );
    }
  }
  throw failure instanceof OutcomeUnknown ? new DomainError('outcome-unknown') : failure;
};
