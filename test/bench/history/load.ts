import type { EventStore, NewEvent, Sealer } from '#libs/eventsourcing';
import type { KeyVault } from '#libs/privacy';
import { documentSeries } from '../../../services/resolution/src/domain/streams.js';
import { intakeStream, registerSeries } from '../../../services/intake/src/domain/streams.js';
import { eachAtOnce } from '../shared/workers.js';
import { Ledger, type Holder } from './numbers.js';
import type { Story } from './pattern.js';
import type { Planned } from './plan.js';
import type { RecordedEvent } from './recorded.js';

export interface LoadOptions {
  store: EventStore;
  vault: KeyVault;
  sealer: Sealer;
  plan: Iterable<Planned>;
  /** Complaints whose keys and numbers are stored together. */
  batch: number;
  /** Appends at once. */
  concurrency: number;
  /** Told after each batch how many complaints are stored, and how many events this run appended. */
  progress: (complaints: number, events: number) => void;
}

/** Batches under way at once: while one waits for its numbers the next is appended. */
const batchesAtOnce = 3;

interface Told extends Planned {
  story: Story;
}

const sealed = async (
  sealer: Sealer,
  complaintId: string,
  { fingerprint, metadata, ...event }: RecordedEvent,
): Promise<NewEvent> => {
  const { data, keyIds } = await sealer.seal(event.type, complaintId, event.data);
  const { keyIds: _, ...rest } = metadata;
  const kept = fingerprint && {
    fingerprint: await sealer.sealText(
      complaintId,
      'fingerprint',
      fingerprint.text,
      fingerprint.key,
    ),
  };
  return {
    ...event,
    data,
    metadata: { ...rest, ...kept, ...(keyIds.length > 0 ? { keyIds } : {}) },
  };
};

const holdersOf = ({ kecamatan, own, story }: Told): Holder[] => {
  const { complaintId } = story;
  const at = new Date(own.startsAt).toISOString();
  const of = { kecamatan, complaintId, at };
  const streamId = documentSeries(kecamatan, own.year);
  return [
    {
      ...of,
      streamId: registerSeries(kecamatan, own.year),
      service: 'intake',
      n: own.n,
      holderId: complaintId,
    },
    ...own.documents.map(({ n }, index): Holder => ({
      ...of,
      streamId,
      service: 'resolution',
      n,
      holderId: story.documentIds[index] ?? '',
    })),
  ];
};

/** Whether an earlier run has stored the complaint wholly: its numbers are the last that is stored. */
const isStored = async (ledger: Ledger, { kecamatan, own }: Planned): Promise<boolean> => {
  if ((await ledger.nextOf(registerSeries(kecamatan, own.year))) <= own.n) return false;
  const last = own.documents.at(-1);
  return !last || (await ledger.nextOf(documentSeries(kecamatan, own.year))) > last.n;
};

class Loader {
  private readonly ledger: Ledger;
  private numbered: Promise<unknown> = Promise.resolve();
  private events = 0;
  private done = 0;

  constructor(private readonly options: LoadOptions) {
    this.ledger = new Ledger(options.store, options.sealer);
  }

  async run(): Promise<{ events: number; skipped: number }> {
    let skipped = 0;
    const begin = async (planned: Planned): Promise<boolean> => {
      if (!(await isStored(this.ledger, planned))) return false;
      skipped += 1;
      return true;
    };
    const iterator = this.options.plan[Symbol.iterator]();
    let next = iterator.next();
    while (!next.done && (await begin(next.value))) next = iterator.next();
    this.done = skipped;
    const { batch } = this.options;
    const batches = function* (): Generator<Planned[]> {
      while (!next.done) {
        const part: Planned[] = [];
        for (; !next.done && part.length < batch; next = iterator.next()) part.push(next.value);
        yield part;
      }
    };
    await eachAtOnce(batches(), batchesAtOnce, (part) => this.store(part));
    return { events: this.events, skipped };
  }

  // The complaints first, their numbers second: no number stands without a case.
  private async store(part: Planned[]): Promise<void> {
    const before = this.numbered;
    const told = part.map((planned): Told => ({
      ...planned,
      story: planned.pattern.tell(planned.own),
    }));
    const stored = this.appendAll(told);
    const mine = Promise.all([before, stored]).then(() =>
      this.ledger.allocate(told.flatMap(holdersOf)),
    );
    this.numbered = mine;
    await mine;
    this.events += told.flatMap(holdersOf).length;
    this.done += part.length;
    this.options.progress(this.done, this.events);
  }

  private async appendAll(told: Told[]): Promise<void> {
    const { vault, concurrency } = this.options;
    await vault.keysFor(told.flatMap(({ story }) => story.keyIds));
    const streams = told.flatMap(({ story }) =>
      story.streams.map((stream) => ({ ...stream, complaintId: story.complaintId })),
    );
    await eachAtOnce(streams, concurrency, async ({ service, events, complaintId }) => {
      const { store, sealer } = this.options;
      const fresh = await Promise.all(events.map((event) => sealed(sealer, complaintId, event)));
      const streamId =
        service === 'intake' ? intakeStream(complaintId) : `${service}-${complaintId}`;
      await store.append(streamId, fresh, 'no_stream');
      this.events += fresh.length;
    });
  }
}

/**
 * Stores the planned complaints through the append path of the services: keys into the vault, each stream in one append, numbers
 * last. Run again, it goes on where it was cut off: what lies between two checkpoints is appended again under the same ids,
 * which changes nothing. Gives how many events this run appended and how many complaints were there before.
 */
export const load = (options: LoadOptions): Promise<{ events: number; skipped: number }> =>
  new Loader(options).run();
