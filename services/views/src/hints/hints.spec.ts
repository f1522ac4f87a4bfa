import { describe, expect, it } from 'vitest';
import { fact, viewSpec } from '../../spec/history.js';
import { complaints } from '../complaints/view.js';
import { search } from '../search/view.js';
import { candidateFilter, duplicatesAmong, textOf } from './query.js';

const registered = fact('ComplaintRegistered');
const page = viewSpec(complaints).given().when(registered).after;
const indexed = viewSpec(search).given().when(registered).after;
const other = { ...indexed, complaintId: 'other' };
const among = (...candidates: (typeof indexed)[]) =>
  duplicatesAmong(page, candidates, textOf(page), 60).map((each) => each.complaintId);
const context = (role: 'tim' | 'inspektorat') =>
  ({ actor: { id: 'a', role, kecamatan: '*' } }) as Parameters<typeof candidateFilter>[0];

describe('possible duplicates', () => {
  it('are never the case itself, nor a forgotten one, nor one that is linked', () => {
    expect(among(indexed, other)).toEqual(['other']);
    expect(among({ ...other, forgotten: true })).toEqual([]);
    expect(among({ ...other, primaryComplaintId: page.complaintId })).toEqual([]);
  });

  it('are looked for in the kecamatan and the days around, sealed ones for the Inspektorat alone', () => {
    const filter = candidateFilter(context('tim'), page, textOf(page), 60);
    expect(filter).toMatchObject({
      kecamatan: '64.09.02',
      reserved: false,
      sortKey: { $gte: '2026-09-24T01:00:00.000Z', $lt: '2027-01-22T01:00:00.000Z' },
    });
    expect(candidateFilter(context('inspektorat'), page, 'x', 1)).not.toHaveProperty('reserved');
  });

  it('are compared by nothing that was erased', () => {
    const erased = { erased: true as const };
    expect(textOf({ subject: erased, description: erased })).toBe('');
  });
});
