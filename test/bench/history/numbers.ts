import { systemActor } from '#libs/contracts';
import { derivedId, envelop, type EventStore, type Sealer } from '#libs/eventsourcing';

/** A number that a complaint or a document of it gets. */
export interface Holder {
  streamId: string;
  service: 'intake' | 'resolution';
  kecamatan: string;
  n: number;
  holderId: string;
  complaintId: string;
  at: string;
}

const atOnce = 400;

/** The streams of numbers, appended to exactly: number = revision + 1. What an earlier run stored is left as it is. */
export class Ledger {
  private readonly next = new Map<string, number>();

  constructor(
    private readonly store: EventStore,
    private readonly sealer: Sealer,
  ) {}

  /** The number that the stream would give next, read from the store the first time. */
  async nextOf(streamId: string): Promise<number> {
    const known = this.next.get(streamId);
    if (known !== undefined) return known;
    let revision = -1n;
    for await (const event of this.store.readStream(streamId, { backwards: true, maxCount: 1 }))
      revision = event.revision;
    this.next.set(streamId, Number(revision) + 2);
    return Number(revision) + 2;
  }

  /** Stores numbers that follow each other. Throws an Error when one would be left out, and what the store throws. */
  async allocate(holders: Holder[]): Promise<void> {
    const streams = new Set(holders.map(({ streamId }) => streamId));
    const of = (wanted: string): Holder[] => holders.filter(({ streamId }) => streamId === wanted);
    await Promise.all([...streams].map((streamId) => this.append(streamId, of(streamId))));
  }

  private async append(streamId: string, holders: Holder[]): Promise<void> {
    const next = await this.nextOf(streamId);
    const missing = holders.filter(({ n }) => n >= next);
    for (let from = 0; from < missing.length; from += atOnce) {
      const part = missing.slice(from, from + atOnce);
      const [{ n } = { n: 0 }] = part;
      if (part.some((holder, index) => holder.n !== n + index) || n !== this.next.get(streamId))
        throw new Error(`${streamId}: number ${n} does not follow`);
      const events = (await Promise.all(part.map((holder) => this.event(streamId, holder)))).flat();
      await this.store.append(streamId, events, n === 1 ? 'no_stream' : BigInt(n - 2));
      this.next.set(streamId, n + part.length);
    }
  }

  private event(streamId: string, holder: Holder) {
    const { holderId, complaintId, kecamatan, service, at } = holder;
    const data = { holderId, complaintId };
    return envelop([{ type: 'NumberAllocated', data, round: 1, step: 0 }], {
      streamId,
      sealer: this.sealer,
      occurredAt: at,
      recordedAt: at,
      context: {
        kecamatan,
        complaintId,
        actor: systemActor(service),
        commandKey: derivedId('number', streamId, holderId),
        correlationId: complaintId,
        causationId: complaintId,
      },
    });
  }
}
