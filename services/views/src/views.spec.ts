import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contractOf } from '#libs/contracts';
import { replay } from '#libs/projections';
import { complaintId, otherId, samples } from '../spec/facts.js';
import { fact, historyOf } from '../spec/history.js';
import { histories, secrets } from '../spec/random.js';
import type { CaseHead } from './shared/case-head.js';
import { viewNames, viewOf, views } from './views.js';

const headFields = [
  'status',
  'step',
  'round',
  'holder',
  'inTransit',
  'arrivedAt',
  'takenBy',
  'reserved',
  'waitingFor',
  'outcome',
  'registerNumber',
  'priority',
] as const;
const headOf = (doc: CaseHead | undefined) =>
  doc && Object.fromEntries(headFields.map((name) => [name, doc[name]]));

describe('the samples', () => {
  it.each(Object.entries(samples))('%s keeps its contract', (type, data) => {
    expect(contractOf(type)?.schema.parse(data)).toEqual(data);
  });
});

describe('all views', () => {
  it.each(viewNames)(
    '%s: what was followed live equals what is built after keys are destroyed',
    (name) => {
      fc.assert(
        fc.property(histories, ({ live, rebuilt }) => {
          expect(replay(viewOf(name), live)).toEqual(replay(viewOf(name), rebuilt));
        }),
        { numRuns: 150 },
      );
    },
  );

  it('agree on where a case stands', () => {
    fc.assert(
      fc.property(histories, ({ live }) => {
        const pages = replay(views.complaints, live);
        for (const of of [complaintId, otherId]) {
          const head = headOf(pages.get(of));
          expect(headOf(replay(views.register, live).get(of))).toEqual(head);
          expect(headOf(replay(views.search, live).get(of))).toEqual(head);
          const queued = replay(views.queue, live).get(of);
          expect(headOf(queued)).toEqual(head?.['status'] === 'closed' ? undefined : head);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each(viewNames)('%s: forgets reporter and person entirely', (name) => {
    const everything = (Object.keys(samples) as (keyof typeof samples)[])
      .filter((type) => !['SuggestionBoxOpened', 'IdentityErased', 'PersonErased'].includes(type))
      .map((type) => fact(type));
    const before = JSON.stringify([...replay(viewOf(name), historyOf(everything)).values()]);
    const erasing = [...everything, fact('IdentityErased'), fact('PersonErased')];
    const after = JSON.stringify([...replay(viewOf(name), historyOf(erasing)).values()]);
    for (const secret of secrets) expect(after).not.toContain(secret);
    if (name === 'complaints')
      for (const secret of secrets.slice(3)) expect(before).toContain(secret);
    if (name === 'search') expect(before).toContain('siti');
  });

  it.each(viewNames)('%s: ignores events that are no event of Aduan', (name) => {
    const [odd] = historyOf([{ type: 'Odd', data: {}, streamId: 'intake-odd' }]);
    const bare = { ...odd, metadata: {} } as never;
    expect(replay(viewOf(name), [bare]).size).toBe(0);
  });
});
