import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#libs/testing/eventually';
import { everyEvent, type Raw } from '../e2e/stored.js';
import { startWholeSystem, type WholeSystem } from '../e2e/system.js';
import { allEnded } from './check/flowing.js';
import { groupBy, type Evidence } from './check/evidence.js';
import { acknowledgedBy, nothing } from './check/gather.js';
import { numbersWhole, storedOnce, streamsWhole } from './check/stored.js';
import { Flow } from './restart/flow.js';
import { officesOf } from './system/offices.js';

const minute = 60_000;
const flow = new Flow();
let offsetMs = 0;
let whole: WholeSystem;
let events: Raw[];

const now = (): Date => new Date(Date.now() + offsetMs);

beforeAll(async () => {
  whole = await startWholeSystem({ now });
  flow.start(await officesOf((login) => whole.as(login)), 6);
  // Almost two hours ahead (after two, sessions that nobody used end, as they should), back to half an hour behind, and right
  // again: each in the middle of everything.
  for (const jump of [115 * minute, -30 * minute, 0]) {
    await flow.more(100);
    offsetMs = jump;
  }
  await flow.more(100);
  await flow.finish();
  events = await eventually(async () => {
    const found = await everyEvent(whole.system.config.ADUAN_ESDB_URL);
    return allEnded({ ...nothing, events: found }).length === 0 && found;
  }, 60_000);
});

afterAll(() => whole.close(), 30_000);

describe('while the clock jumps almost two hours ahead and then further back', () => {
  const evidence = (): Evidence => ({ ...nothing, events, acknowledged: acknowledgedBy(flow) });

  it('really jumped: things are stored as recorded later than others that came after them', () => {
    const recorded = events.map(({ metadata }) => Date.parse(metadata.recordedAt));
    const jumps = recorded.map((at, index) => (recorded[index + 1] ?? at) - at);
    expect(Math.max(...jumps)).toBeGreaterThan(100 * minute);
    expect(Math.min(...jumps)).toBeLessThan(-100 * minute);
  });

  it('stores every command once, with whole streams and numbers', () => {
    const checks = { storedOnce, streamsWhole, numbersWhole, allEnded };
    for (const [name, check] of Object.entries(checks)) expect(check(evidence()), name).toEqual([]);
  });

  it('never lets a stream go back in time', () => {
    for (const [streamId, stream] of groupBy(events, ({ streamId: id }) => id)) {
      const times = stream.map(({ metadata }) => metadata.occurredAt);
      expect(times, streamId).toEqual(times.toSorted());
    }
  });
});
