import {
  StreamConflict,
  type Appended,
  type CommandStore,
  type ExpectedRevision,
  type NewEvent,
  type SealedValue,
  type Sealer,
  type StoredEvent,
} from '#libs/eventsourcing';

/** An event store in memory for specs of what stands on it; `before` runs ahead of each append and may throw. */
export class MemoryStore implements CommandStore {
  readonly streams = new Map<string, StoredEvent[]>();
  private commit = 100n;
  before: (streamId: string) => void | Promise<void> = () => undefined;
  after: (streamId: string) => void = () => undefined;

  async append(
    streamId: string,
    events: NewEvent[],
    expected: ExpectedRevision,
  ): Promise<Appended> {
    await this.before(streamId);
    const stream = this.streams.get(streamId) ?? [];
    const repeated = stream.filter((stored) => events.some(({ id }) => id === stored.id));
    if (repeated.length === events.length) return this.placeOf(repeated);
    const actual = stream.length === 0 ? 'no_stream' : BigInt(stream.length - 1);
    if (expected !== actual) throw new StreamConflict(streamId, actual);
    const stored = events.map((event, index) => {
      this.commit += 10n;
      const position = { commit: this.commit, prepare: this.commit };
      const revision = BigInt(stream.length + index);
      return { ...structuredClone(event), streamId, revision, position, created: new Date(0) };
    });
    this.streams.set(streamId, [...stream, ...stored]);
    this.after(streamId);
    return this.placeOf(stored);
  }

  private placeOf(events: StoredEvent[]): Appended {
    const last = events.at(-1);
    if (!last) throw new Error('nothing appended');
    return { revision: last.revision, position: last.position };
  }

  async *readStream(
    streamId: string,
    options: { from?: bigint } = {},
  ): AsyncGenerator<StoredEvent> {
    for (const event of this.streams.get(streamId) ?? [])
      if (event.revision >= (options.from ?? 0n)) yield structuredClone(event);
  }
}

/** Seals nothing: for specs in which personal data plays no part. */
export const openSealer: Sealer = {
  seal: (_type, _subject, data) => Promise.resolve({ data, keyIds: [] }),
  open: (_type, _subject, data) => Promise.resolve(data),
  sealText: (subject, _label, text): Promise<SealedValue> =>
    Promise.resolve({ $sealed: subject, v: text }),
  openText: (_subject, _label, sealed) => Promise.resolve(sealed.v),
};
