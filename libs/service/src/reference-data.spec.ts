import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import {
  StoreUnavailable,
  type EventStore,
  type FollowOptions,
  type StoredEvent,
} from '#libs/eventsourcing';
import { enabledKecamatan, parseKabupaten } from '#libs/procedure';
import { kecamatanListStream, ReferenceData } from './reference-data.js';

const file = 'deploy/kabupaten/penajam-paser-utara.yaml';
const [first, second] = enabledKecamatan(parseKabupaten(readFileSync(file, 'utf8'), file));
if (!first || !second) throw new Error('two kecamatan are needed');

const at = '2026-11-24T01:00:00.000Z';
let place = 0n;
const event = (
  streamId: string,
  kecamatan: string,
  type: string,
  data: Record<string, unknown>,
): StoredEvent => {
  place += 1n;
  const rest = { round: 1, step: 0, occurredAt: at, recordedAt: at, correlationId: 'c' };
  return {
    id: String(place),
    type,
    streamId,
    revision: 0n,
    position: { commit: place, prepare: place },
    data,
    metadata: { schemaVersion: 1, kecamatan, actor: { id: 'system:sla', role: 'system' }, ...rest },
    created: new Date(at),
  };
};
const rulesOf = ({ code, procedure, calendar }: typeof first): StoredEvent[] => [
  event(`sla-procedure-${code}`, code, 'ProcedurePublished', { version: 1, procedure }),
  event(`sla-calendar-${code}`, code, 'CalendarPublished', { version: 1, calendar }),
];
const listed = (code: string): StoredEvent =>
  event(kecamatanListStream, code, 'KecamatanListed', { code });

/** A store of these events; `later` come while it is followed, twice what a scan has given already. */
const storeOf = (events: StoredEvent[], later: StoredEvent[] = [], refusals = 0) => {
  const asked: FollowOptions['after'][] = [];
  let left = refusals;
  const store: Pick<EventStore, 'follow' | 'readStream' | 'end'> = {
    end: () =>
      left-- > 0
        ? Promise.reject(new StoreUnavailable('away'))
        : Promise.resolve(events.at(-1)?.position),
    async *readStream(streamId) {
      yield* events.filter((each) => each.streamId === streamId);
    },
    async *follow({ after, signal }) {
      asked.push(after);
      for (const each of after === 'start' ? events : []) yield { kind: 'event', event: each };
      yield { kind: 'caughtUp' };
      for (const each of later) yield { kind: 'event', event: each };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
  };
  return { store, asked };
};

let data: ReferenceData | undefined;
afterEach(() => data?.stop());
const read = async (store: Parameters<typeof storeOf>) => {
  const made = storeOf(...store);
  data = new ReferenceData(made.store, pino({ level: 'silent' }));
  data.start();
  expect(await data.whenReady(5_000)).toBe(true);
  return { asked: made.asked, codes: data.list().map(({ code }) => code), data };
};

describe('rules of the kecamatan', () => {
  it('are read by the list, and followed from the end that was', async () => {
    const events = [...rulesOf(first), ...rulesOf(second), listed(first.code), listed(second.code)];
    const { asked, codes } = await read([events]);
    expect(codes).toEqual([first.code, second.code].sort());
    expect(asked).toEqual([events.at(-1)?.position]);
  });

  it('are looked for in the whole history of a store without a list', async () => {
    const { asked, codes, data: scanned } = await read([[...rulesOf(first), ...rulesOf(second)]]);
    expect(codes).toHaveLength(2);
    expect(asked).toEqual(['start']);
    expect(scanned.progress).toBeGreaterThan(0);
  });

  it('hold once, though an event comes twice, and a kecamatan may come later', async () => {
    const rules = rulesOf(first);
    const { data: known } = await read([
      [...rules, listed(first.code)],
      [...rules, ...rulesOf(second)],
    ]);
    await expect.poll(() => known.list()).toHaveLength(2);
    expect(known.rules(first.code, at).procedure.kecamatan.name).toBe(
      first.procedure.kecamatan.name,
    );
  });

  it('are read when the store comes back', async () => {
    const { codes } = await read([[...rulesOf(first), listed(first.code)], [], 1]);
    expect(codes).toEqual([first.code]);
  });
});
