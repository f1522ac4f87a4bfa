import { describe, it } from 'vitest';
import type { CommandData, Role } from '#libs/contracts';
import {
  account,
  complaintId,
  deciderSpec,
  idFor,
  occasion,
  orderOf,
  penajam,
} from '#libs/testing';
import { box, type BoxEvent, type RecordSlip, type ReleaseSlips } from './box.js';

const { given } = deciderSpec(box);
const now = '2026-11-24T01:00:00.000Z';
const body: CommandData<'OpenSuggestionBox'> = {
  openedAt: now,
  location: 'Ruang pelayanan',
  slips: 2,
  witnesses: [{ name: 'Budi' }, { name: 'Tono' }],
};
const open = (changes: Partial<typeof body> = {}, role: Role = 'petugas', extra: object = {}) =>
  orderOf('OpenSuggestionBox', role, { ...body, ...changes }, extra);
const opened = (slips = 2): Extract<BoxEvent, { type: 'SuggestionBoxOpened' }> => ({
  type: 'SuggestionBoxOpened',
  data: {
    openingId: idFor('box-opening'),
    openedAt: now,
    location: 'Ruang pelayanan',
    slips,
    witnesses: [
      { personId: idFor('witness-0'), details: { name: 'Budi' } },
      { personId: idFor('witness-1'), details: { name: 'Tono' } },
    ],
  },
});
const slip = (id = complaintId) => ({ type: 'SlipRecorded', data: { complaintId: id } }) as const;
const released = (id = complaintId) =>
  ({ type: 'SlipReleased', data: { complaintId: id } }) as const;

describe('OpenSuggestionBox', () => {
  it('is recorded with its witnesses and the number of slips', () =>
    given()
      .when(open())
      .thenEvents({ ...opened(), round: 1, step: 1 }));
  it('may find the box empty', () =>
    given()
      .when(open({ slips: 0 }))
      .thenTypes('SuggestionBoxOpened'));
  it('lies in the past, within a year', () => {
    given()
      .when(open({ openedAt: '2026-11-24T01:06:00.000Z' }))
      .thenRefused('time-in-future');
    given()
      .when(open({ openedAt: '2025-01-01T01:00:00.000Z' }))
      .thenRefused('received-too-old');
  });
  it('twice is refused', () => given(opened()).when(open()).thenRefused('already-done'));
  it('is for the Petugas of the kecamatan', () => {
    given().when(open({}, 'kasi')).thenRefused('wrong-role');
    given()
      .when(open({}, 'petugas', { by: account('petugas', penajam) }))
      .thenRefused('other-kecamatan');
  });
});

describe('RecordSlip', () => {
  const record = (extra: object = {}): RecordSlip => ({
    type: 'RecordSlip',
    ...occasion('system'),
    ...extra,
  });

  it('counts a slip for a complaint', () =>
    given(opened())
      .when(record())
      .thenEvents({ ...slip(), round: 1, step: 1 }));
  it('counts it once', () => given(opened(), slip()).when(record()).thenNothing());
  it('counts no more slips than there were', () => {
    given(opened(), slip(idFor('a')), slip(idFor('b')))
      .when(record())
      .thenRefused('box-full');
    given(opened(0)).when(record()).thenRefused('box-full');
  });
  it('of a complaint that was counted is no news in a full box', () =>
    given(opened(1), slip()).when(record()).thenNothing());
  it('takes the place of a slip that was released', () =>
    given(opened(1), slip(idFor('a')), released(idFor('a')))
      .when(record())
      .thenTypes('SlipRecorded'));
  it('needs an opening of the kecamatan', () => {
    given().when(record()).thenRefused('not-found');
    given(opened())
      .when(record({ kecamatan: penajam }))
      .thenRefused('not-found');
  });
});

describe('ReleaseSlips', () => {
  const release = (...complaintIds: string[]): ReleaseSlips => ({
    type: 'ReleaseSlips',
    ...occasion('system'),
    complaintIds,
  });

  it('frees what was counted for nothing', () =>
    given(opened(), slip(idFor('a')), slip())
      .when(release(idFor('a'), complaintId))
      .thenEvents(
        { ...released(idFor('a')), round: 1, step: 1 },
        { ...released(), round: 1, step: 1 },
      ));
  it('of what is free, or of no box, is no news', () => {
    given(opened(), slip(idFor('a')), released(idFor('a')))
      .when(release(idFor('a')))
      .thenNothing();
    given()
      .when(release(idFor('a')))
      .thenNothing();
  });
});
