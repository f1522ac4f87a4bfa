import { beforeEach, describe, expect, it } from 'vitest';
import { DomainError, type EventOf } from '#libs/contracts';
import { MemoryStore, openSealer } from '#libs/testing';
import {
  commandKeyOf,
  handleCommand,
  NumberSeries,
  OutcomeUnknown,
  StoreUnavailable,
  type CommandContext,
  type Decider,
  type EventMetadata,
  type HandleOptions,
  type Sealer,
} from '../index.js';

type Taken = EventOf<'StepTaken'>;
interface Take {
  by: string;
}

/** A step that anybody may take once. */
const steps: Decider<string[], Take, Taken> = {
  initialState: () => [],
  evolve: (state, event) => [...state, event.data.accountId],
  decide: ({ by }, state) => {
    if (by === 'nobody') throw new DomainError('wrong-role', { role: by });
    if (by === 'stranger') throw new DomainError('case-sealed');
    return state.includes(by)
      ? []
      : [{ type: 'StepTaken', data: { accountId: by }, round: 1, step: 2 }];
  },
};

const streamId = 'triage-5d0a9d8e-6a53-5c9e-9a44-0d3f1b0a7e01';
let store: MemoryStore;
let now: string;
beforeEach(() => {
  store = new MemoryStore();
  now = '2026-11-24T01:00:00.000Z';
});

const context = (key: string): CommandContext => ({
  kecamatan: '64.09.02',
  complaintId: streamId.slice('triage-'.length),
  actor: { id: 'account-1', role: 'tim', kecamatan: '64.09.02' },
  commandKey: commandKeyOf('account-1', '64.09.02', 'TakeStep', key),
  correlationId: 'c',
});

const take = (by: string, key = by, options: Partial<HandleOptions<string[], Take, Taken>> = {}) =>
  handleCommand({
    store,
    sealer: openSealer,
    now: () => new Date(now),
    decider: steps,
    streamId,
    command: { by },
    context: context(key),
    ...options,
  });

const stored = () => (store.streams.get(streamId) ?? []).map(({ data }) => data['accountId']);

describe('handling a command', () => {
  it('stores what was decided, with everything that must be known of it', async () => {
    const handled = await take('ani', 'k1', { body: { step: 2 } });
    expect(handled).toMatchObject({ revision: 0n, replayed: false, state: ['ani'] });
    const [event] = store.streams.get(streamId) ?? [];
    expect(event?.metadata).toEqual({
      schemaVersion: 1,
      complaintId: '5d0a9d8e-6a53-5c9e-9a44-0d3f1b0a7e01',
      kecamatan: '64.09.02',
      round: 1,
      step: 2,
      actor: { id: 'account-1', role: 'tim' },
      occurredAt: now,
      recordedAt: now,
      commandKey: commandKeyOf('account-1', '64.09.02', 'TakeStep', 'k1'),
      correlationId: 'c',
      fingerprint: expect.objectContaining({ v: expect.any(String) }),
    });
  });

  it('answers a repeated key with the first answer, however much happened since', async () => {
    const first = await take('ani', 'k1', { body: { step: 2 } });
    await take('budi');
    const again = await take('ani', 'k1', { body: { step: 2 } });
    expect(again).toMatchObject({
      revision: first.revision,
      position: first.position,
      replayed: true,
    });
    expect(stored()).toEqual(['ani', 'budi']);
  });

  it('refuses the same key with another body, and takes the same body in another order of names', async () => {
    await take('ani', 'k1', { body: { a: 1, b: { c: 2, d: [1, 2] } } });
    await expect(take('ani', 'k1', { body: { a: 2, b: {} } })).rejects.toMatchObject({
      code: 'key-reused',
    });
    const same = await take('ani', 'k1', { body: { b: { d: [1, 2], c: 2 }, a: 1 } });
    expect(same.replayed).toBe(true);
  });

  it('seals the hash of a body that names the reporter with his own key, so that it is erased with him', async () => {
    const sealer: Sealer = {
      ...openSealer,
      sealText: (subject, _label, text, key) =>
        Promise.resolve({ $sealed: `${subject}.${key}`, v: text }),
    };
    const corrects: Decider<object, Take, EventOf<'ReporterCorrected'>> = {
      initialState: () => ({}),
      evolve: (state) => state,
      decide: ({ by }) => [
        {
          type: 'ReporterCorrected',
          data: { reporter: { name: by }, replyBy: 'none' },
          round: 1,
          step: 0,
        },
      ],
    };
    const keyOf = (events: { metadata: EventMetadata }[]) =>
      events[0]?.metadata.fingerprint?.$sealed.split('.').at(-1);
    const { events: taken } = await take('ani', 'k1', { body: { a: 1 }, sealer });
    expect(keyOf(taken)).toBe('content');
    const { events: corrected } = await handleCommand({
      store,
      sealer,
      now: () => new Date(now),
      decider: corrects,
      streamId: 'intake-5d0a9d8e-6a53-5c9e-9a44-0d3f1b0a7e01',
      command: { by: 'ani' },
      context: context('k2'),
      body: { name: 'ani' },
    });
    expect(keyOf(corrected)).toBe('identity');
  });

  it('stores nothing for a refused command, which may be repeated under the same key', async () => {
    await expect(take('nobody', 'k')).rejects.toMatchObject({ code: 'wrong-role' });
    expect(stored()).toEqual([]);
    expect((await take('ani', 'k')).replayed).toBe(false);
  });

  it('stores nothing for what is already so', async () => {
    await take('ani', 'k1');
    expect(await take('ani', 'k2')).toMatchObject({ revision: 0n, events: [] });
    expect(stored()).toEqual(['ani']);
  });

  it('tells an officer who saw an older state what happened since', async () => {
    await take('ani');
    await take('budi');
    const late = take('citra', 'k', { expectedRevision: 0n });
    await expect(late).rejects.toMatchObject({
      code: 'revision-mismatch',
      detail: { since: [{ type: 'StepTaken', revision: '1' }] },
    });
    await take('citra', 'k', { expectedRevision: 1n });
    expect(stored()).toEqual(['ani', 'budi', 'citra']);
  });

  it('decides anew when somebody else was faster', async () => {
    let once = true;
    store.before = async () => {
      if (!once) return;
      once = false;
      await take('budi');
    };
    expect((await take('ani')).revision).toBe(1n);
    expect(stored()).toEqual(['budi', 'ani']);
  });

  it('lets one of two officers win who saw the same state', async () => {
    await take('first');
    const both = await Promise.allSettled([
      take('ani', 'a', { expectedRevision: 0n }),
      take('budi', 'b', { expectedRevision: 0n }),
    ]);
    const refused = both.filter((each) => each.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ code: 'revision-mismatch' });
    expect(stored()).toHaveLength(2);
  });

  it('refuses the other of two bodies that come under one key at once', async () => {
    const both = await Promise.allSettled([
      take('ani', 'k', { body: { step: 2 } }),
      take('ani', 'k', { body: { step: 3 } }),
    ]);
    const refused = both.filter((each) => each.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ code: 'key-reused' });
    expect(stored()).toEqual(['ani']);
  });

  it('answers what comes twice at once with what is stored, not with what was nearly stored', async () => {
    let sealed = 0;
    const sealer: Sealer = {
      ...openSealer,
      sealText: (subject, _label, text) =>
        Promise.resolve({ $sealed: subject, v: `${text}|${(sealed += 1)}` }),
      openText: (_subject, _label, { v }) => Promise.resolve(v.split('|')[0]),
    };
    const twice = await Promise.all(
      [1, 2, 3].map(() => take('ani', 'k', { body: { step: 2 }, sealer })),
    );
    expect(stored()).toEqual(['ani']);
    const [event] = store.streams.get(streamId) ?? [];
    expect(twice.map(({ events }) => events[0]?.id)).toEqual([event?.id, event?.id, event?.id]);
    expect(twice.filter(({ replayed }) => replayed)).toHaveLength(2);
  });

  it('tells nothing of what happened to a caller who may not see the case', async () => {
    await take('ani');
    const guess = { expectedRevision: 7n };
    await expect(take('stranger', 'k', guess)).rejects.toMatchObject({
      code: 'case-sealed',
      detail: {},
    });
    await expect(take('nobody', 'k', guess)).rejects.toMatchObject({ code: 'revision-mismatch' });
  });

  it.each(['before', 'after'] as const)(
    'stores once when the outcome of the append is unknown and it broke %s storing',
    async (when) => {
      let once = true;
      const broken = (): void => {
        if (!once) return;
        once = false;
        throw new OutcomeUnknown('connection lost');
      };
      store[when] = broken;
      const handled = await take('ani');
      expect(handled.revision).toBe(0n);
      expect(stored()).toEqual(['ani']);
    },
  );

  it('says that the outcome is unknown when the store never answers', async () => {
    store.before = () => {
      throw new OutcomeUnknown('no answer');
    };
    await expect(take('ani')).rejects.toMatchObject({ code: 'outcome-unknown' });
  });

  it('gives up at once when the store is away', async () => {
    store.before = () => {
      throw new StoreUnavailable('down');
    };
    await expect(take('ani')).rejects.toBeInstanceOf(StoreUnavailable);
  });

  it('never lets time run backwards within a stream', async () => {
    await take('ani');
    now = '2026-11-23T23:00:00.000Z';
    await take('budi');
    const [, second] = store.streams.get(streamId) ?? [];
    expect(second?.metadata.occurredAt).toBe('2026-11-24T01:00:00.000Z');
    expect(second?.metadata.recordedAt).toBe('2026-11-23T23:00:00.000Z');
  });

  it('passes events of unknown types through and refuses versions of a newer Aduan', async () => {
    await take('ani');
    const [event] = store.streams.get(streamId) ?? [];
    if (!event) throw new Error('no event');
    const foreign = { ...event, id: 'x', type: 'FromTheFuture', revision: 1n, data: { any: 1 } };
    const ignoring = {
      ...steps,
      evolve: (state: string[], each: { type: string; data: { accountId: string } }) =>
        each.type === 'StepTaken' ? [...state, each.data.accountId] : state,
    };
    store.streams.set(streamId, [event, foreign]);
    await take('budi', 'b', { decider: ignoring });
    const newer = { ...event, metadata: { ...event.metadata, schemaVersion: 2 } };
    store.streams.set(streamId, [newer]);
    await expect(take('citra')).rejects.toThrow('StepTaken is stored in version 2');
  });

  it('refuses a decision that breaks the contract or is too large', async () => {
    const bad = {
      ...steps,
      decide: () => [{ type: 'StepTaken', data: { accountId: 1 }, round: 1, step: 2 }],
    };
    await expect(take('ani', 'k', { decider: bad as never })).rejects.toThrow(
      'StepTaken breaks its contract at accountId',
    );
    const big = {
      ...steps,
      decide: () => [
        { type: 'StepTaken', data: { accountId: 'x'.repeat(262_144) }, round: 1, step: 2 },
      ],
    };
    await expect(take('ani', 'k', { decider: big as never })).rejects.toMatchObject({
      code: 'event-too-large',
    });
    expect(stored()).toEqual([]);
  });
});

describe('a series of numbers', () => {
  const series = () => new NumberSeries(store, openSealer, () => new Date(now), 'intake');
  const complaint = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const request = (n: number) => ({
    streamId: 'intake-register-64.09.02-2026',
    kecamatan: '64.09.02',
    holderId: complaint(n),
    complaintId: complaint(n),
    correlationId: 'c',
  });

  it('gives every holder one number without a gap, also to many at once and from two processes', async () => {
    const [one, two] = [series(), series()];
    const numbers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? one : two).allocate(request(n + 1))),
    );
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
    expect(await Promise.all([one.allocate(request(7)), series().allocate(request(7))])).toEqual([
      numbers[6],
      numbers[6],
    ]);
  });

  it('finds its own number again when the answer of the store was lost', async () => {
    let once = true;
    store.after = () => {
      if (!once) return;
      once = false;
      throw new OutcomeUnknown('connection lost');
    };
    const numbers = series();
    expect(await numbers.allocate(request(1))).toBe(1);
    expect(await numbers.allocate(request(2))).toBe(2);
  });

  it('never goes back in time, though the clock was set back', async () => {
    await series().allocate(request(1));
    const first = now;
    now = new Date(Date.parse(now) - 3_600_000).toISOString();
    await series().allocate(request(2));
    const given = store.streams.get(request(1).streamId) ?? [];
    expect(given.map(({ metadata }) => metadata.occurredAt)).toEqual([first, first]);
    expect(given.map(({ metadata }) => metadata.recordedAt)).toEqual([first, now]);
  });

  it('goes on from what is there after the store was put back to an older state', async () => {
    const numbers = series();
    for (const n of [1, 2, 3]) await numbers.allocate(request(n));
    const stream = store.streams.get(request(1).streamId) ?? [];
    store.streams.set(request(1).streamId, stream.slice(0, 1));
    expect(await numbers.allocate(request(9))).toBe(2);
  });
});
