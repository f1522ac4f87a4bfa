import { describe, expect, it } from 'vitest';
import { contractOf } from '#libs/contracts';
import { replay } from '#libs/projections';
import { complaintId, samples, waru } from '../../spec/facts.js';
import { at, fact, historyOf, viewSpec } from '../../spec/history.js';
import { timeline } from './view.js';

const spec = viewSpec(timeline);
type Sampled = keyof typeof samples;
const types = Object.keys(samples) as Sampled[];

/** Every sealed text of a sample. */
const sealedTexts = (value: unknown, path: string[]): unknown[] => {
  const [head, ...rest] = path;
  if (head === undefined) return [value];
  if (value === null || typeof value !== 'object') return [];
  if (head === '*') return Object.values(value).flatMap((item) => sealedTexts(item, rest));
  const inner = (value as Record<string, unknown>)[head];
  return inner === undefined ? [] : sealedTexts(inner, rest);
};

describe('the timeline', () => {
  it('tells who did what, when, and where in the procedure', () => {
    const by = { id: 'account-tim', role: 'tim' } as const;
    const classified = fact('ComplaintClassified', {}, { by, step: 2, round: 2 });
    spec
      .given()
      .when(classified)
      .thenIs({
        complaintId,
        order: '00000000000000000001.00000000000000000001',
        eventId: 'event-0',
        type: 'ComplaintClassified',
        service: 'triage',
        at: at(0),
        recordedAt: at(0),
        actor: by,
        step: 2,
        round: 2,
        details: {
          caseType: 'complaint',
          categoryId: 'jalan',
          priority: 'high',
          unitIds: ['dinas-pu'],
          fieldExamination: true,
        },
      });
  });

  it('has an entry for each event of a case, in the order of the store', () => {
    const facts = [fact('ComplaintRegistered'), fact('StepTaken', {}, { service: 'triage' })];
    const entries = [...replay(timeline, historyOf([...facts, ...facts])).values()];
    expect(entries).toHaveLength(4);
    expect(entries.map(({ order }) => order)).toEqual(entries.map(({ order }) => order).toSorted());
  });

  it.each(types)('tells nothing of what %s keeps sealed', (type) => {
    const { after } = spec.given().when(fact(type));
    const told = JSON.stringify(after);
    for (const { path } of contractOf(type)?.sealed ?? [])
      for (const text of sealedTexts(samples[type], path))
        expect(told).not.toContain(JSON.stringify(text));
  });

  it('tells of unknown types, without details, and of nothing at the counter', () => {
    spec.given().when({ type: 'PhotoAttached', data: { file: 'x' } });
    expect(spec.given().when({ type: 'PhotoAttached', data: { file: 'x' } }).after).toMatchObject({
      type: 'PhotoAttached',
      details: {},
    });
    const visitor = fact('VisitorArrived', {}, { streamId: `intake-queue-${waru}-2026-11-24` });
    spec.given().when(visitor).thenUnchanged();
  });
});
