import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Occasion } from '#libs/casework';
import { DomainError, type Outcome } from '#libs/contracts';
import { derivedId } from '#libs/eventsourcing';
import { caseFactsOf, occasion, recorded, waru, type Given } from '#libs/testing';
import { asPrimary, linkEndOf } from '../domain/duplicates.js';
import type { TriageOrder } from '../domain/orders.js';
import type { TriageEvent, TriageState } from '../domain/state.js';
import { triage } from '../domain/triage.js';
import { followLink, settleDuplicates, type LinkStreams } from './links.js';

/** What may happen to four complaints of one kecamatan, in any order and at the same time. */
type Deed =
  | { do: 'link'; from: number; to: number }
  | { do: 'unlink' | 'seal' | 'unseal' | 'refer' | 'classify'; at: number }
  | { do: 'close-elsewhere'; at: number; outcome: Outcome };

interface Message {
  id: string;
  complaintId: string;
  type: string;
  data: Record<string, unknown>;
}

interface Stream {
  state: TriageState;
  keys: Set<string>;
  length: number;
}

const ids = ['a', 'b', 'c', 'd'].map((name) => derivedId('complaint', name));
const idOf = (n: number): string => ids[n] ?? '';

class Crash extends Error {}

/** Streams, relay and inbox of triage in memory; every access waits for its turn, which the scheduler gives at random. */
class World {
  readonly streams = new Map<string, Stream>();
  private readonly lanes = new Map<string, Promise<void>>();

  constructor(
    private readonly turn: () => Promise<unknown>,
    /** Whether the next access of a handler is the last one before a crash. */
    private readonly crashes: () => boolean,
  ) {
    for (const id of ids) {
      this.streams.set(id, { state: triage.initialState(), keys: new Set(), length: 0 });
      const facts = caseFactsOf();
      const arrival = { type: 'ReceiveCase', from: 'intake', step: 2, round: 1, facts } as const;
      this.put(id, `arrival-${id}`, { ...arrival, ...occasion('system') });
    }
  }

  /** As `handleCommand`: one at a time on a stream, once for a key. */
  put(id: string, key: string, order: TriageOrder): TriageState {
    const stream = this.streams.get(id);
    if (!stream) throw new Error(`no stream ${id}`);
    if (stream.keys.has(key)) return stream.state;
    for (const event of triage.decide({ ...order, complaintId: id }, stream.state)) {
      stream.keys.add(key);
      stream.length += 1;
      stream.state = triage.evolve(stream.state, recorded(event as Given<TriageEvent>, 0));
      this.publish({ id: `${id}-${stream.length}`, complaintId: id, ...event });
    }
    return stream.state;
  }

  /** One message of a complaint at a time, each until it succeeds, some of them twice. */
  publish(message: Message): void {
    const before = this.lanes.get(message.complaintId) ?? Promise.resolve();
    const handle = async (): Promise<void> => {
      await before;
      for (let done = false; !done;) done = await this.tried(message);
      await this.tried(message);
    };
    this.lanes.set(message.complaintId, handle());
  }

  private async tried(message: Message): Promise<boolean> {
    try {
      await this.handle(message);
      return true;
    } catch (error) {
      if (error instanceof Crash) return false;
      throw error;
    }
  }

  private async handle({ id: key, complaintId, type, data }: Message): Promise<void> {
    const access = async <T>(what: () => T): Promise<T> => {
      await this.turn();
      if (this.crashes()) throw new Crash();
      return what();
    };
    const put = (id: string, order: object) =>
      access(() => this.put(id, key, { ...order, ...occasion('system') } as TriageOrder));
    const streams: LinkStreams = {
      read: (id) => access(() => this.streams.get(id)?.state ?? triage.initialState()),
      decide: put,
    };
    if (type === 'LinkedAsDuplicate' || type === 'UnlinkedFromDuplicate')
      await followLink(streams, complaintId, String(data['primaryComplaintId']));
    if (type === 'ClosedElsewhere')
      await put(complaintId, { type: 'NoteEnd', outcome: data['outcome'], round: 1 });
    if (['ClosedElsewhere', 'CaseClosed', 'CaseSealed'].includes(type))
      await settleDuplicates(streams, complaintId);
  }

  async quiet(): Promise<void> {
    for (let seen: Promise<void>[] = []; ;) {
      const now = [...this.lanes.values()];
      if (now.every((lane, index) => lane === seen[index])) return;
      await Promise.all(now);
      seen = now;
    }
  }
}

const tim = occasion('tim');
const orders: Record<string, (occasion: Occasion) => TriageOrder> = {
  unlink: (by) => ({ type: 'UnlinkDuplicate', data: { reason: 'Salah.' }, ...by }),
  seal: (by) => ({ type: 'SealCase', data: { ground: 'camat' }, ...by }),
  unseal: () => ({
    type: 'UnsealCase',
    data: { reason: 'Tidak terbukti.' },
    ...occasion('inspektorat'),
  }),
  refer: (by) => ({
    type: 'ReferComplaint',
    data: { destination: 'Polsek', reason: 'Pidana.' },
    ...by,
  }),
  classify: (by) => ({
    type: 'ClassifyComplaint',
    data: {
      caseType: 'complaint',
      categoryId: 'listrik',
      priority: 'normal',
      unitIds: ['pln'],
      fieldExamination: false,
    },
    ...by,
  }),
};

const perform = async (world: World, turn: () => Promise<unknown>, deed: Deed, n: number) => {
  await turn();
  if (deed.do === 'close-elsewhere') {
    const id = idOf(deed.at);
    // Another service has it: closed once, by whoever holds it.
    const stream = world.streams.get(id);
    if (stream?.state.case.status !== 'passed-on' || stream.keys.has('closed')) return;
    stream.keys.add('closed');
    const data = { outcome: deed.outcome };
    world.publish({ id: `closed-${id}`, complaintId: id, type: 'ClosedElsewhere', data });
    return;
  }
  try {
    if (deed.do !== 'link') {
      const order = orders[deed.do]?.(tim);
      if (order) world.put(idOf(deed.at), `deed-${n}`, order);
      return;
    }
    const primaryComplaintId = idOf(deed.to);
    const primary = asPrimary(
      world.streams.get(primaryComplaintId)?.state ?? triage.initialState(),
    );
    // Between the look-up and the decision anything may happen to the primary.
    await turn();
    const order = { type: 'LinkDuplicate', data: { primaryComplaintId }, primary, ...tim } as const;
    world.put(idOf(deed.from), `deed-${n}`, { ...order, complaintId: idOf(deed.from) });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
};

const expectLinksAgree = (streams: Map<string, Stream>): void => {
  for (const [id, { state }] of streams) {
    const primary = state.primary === undefined ? undefined : streams.get(state.primary)?.state;
    if (primary) {
      expect(linkEndOf(primary)).toBeUndefined();
      expect(primary.duplicates).toContain(id);
    }
    if (state.case.status !== 'closed')
      for (const duplicate of state.duplicates)
        expect(streams.get(duplicate)?.state.primary).toBe(id);
  }
};

const which = fc.nat(3);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('link' as const), from: which, to: which }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('unlink', 'seal', 'unseal', 'refer', 'classify', 'classify'),
      at: which,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('close-elsewhere' as const),
      at: which,
      outcome: fc.constantFrom<Outcome>('satisfied', 'silent', 'withdrawn'),
    }),
  },
);

describe('links between complaints', () => {
  it('agree on both sides in the end, whatever happens at once, crashes or comes twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(deed, { minLength: 1, maxLength: 14 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 8 })),
        async (scheduler, deeds, luck) => {
          const turn = () => scheduler.schedule(Promise.resolve());
          const crashes = () => luck.next().value === 1;
          const world = new World(turn, crashes);
          const all = async (): Promise<void> => {
            await Promise.all(deeds.map((each, n) => perform(world, turn, each, n)));
            await world.quiet();
          };
          await scheduler.waitFor(all());
          expectLinksAgree(world.streams);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each<[Outcome, 'closed' | 'held']>([
    ['satisfied', 'closed'],
    ['withdrawn', 'held'],
  ])('end when the primary was %s elsewhere: the duplicate is %s', async (outcome, status) => {
    const turn = () => Promise.resolve();
    const world = new World(turn, () => false);
    await perform(world, turn, { do: 'link', from: 0, to: 1 }, 0);
    await perform(world, turn, { do: 'classify', at: 1 }, 1);
    await world.quiet();
    expect(world.streams.get(idOf(1))?.state.duplicates).toEqual([idOf(0)]);
    await perform(world, turn, { do: 'close-elsewhere', at: 1, outcome }, 2);
    await world.quiet();
    expect(world.streams.get(idOf(0))?.state.case).toMatchObject({ status, kecamatan: waru });
    expect(world.streams.get(idOf(0))?.state).not.toHaveProperty('primary');
  });
});
