import { describe, it } from 'vitest';
import type { CommandData, EventData, Role } from '#libs/contracts';
import { account, complaintRegistered, deciderSpec, idFor, orderOf, penajam } from '#libs/testing';
import { complaint } from './complaint.js';

const { given } = deciderSpec(complaint);

const numbered = {
  type: 'RegisterNumberAssigned',
  data: { n: 7, year: 2026, registerNumber: 'REG/0007/Kec.Waru/2026' },
  step: 1,
} as const;
const recorded = [complaintRegistered(), numbered];
const sealed = [complaintRegistered({ sealed: 'camat' }), numbered];
const ended = { type: 'CaseEnded', data: { outcome: 'satisfied' } } as const;
const erased = { type: 'IdentityErased', data: { ground: 'request' } } as const;

type Changes = Partial<CommandData<'AttachFile'>>;
const photo = (label = 'file'): CommandData<'AttachFile'> => ({
  fileId: idFor(label),
  sha256: 'ab'.repeat(32),
  size: 2_000,
  mediaType: 'image/jpeg',
  purpose: 'report',
  name: 'jalan.jpg',
  thumbnail: true,
  width: 800,
  height: 600,
});
const attach = (role: Role = 'reporter', changes: Changes = {}, extra: object = {}) =>
  orderOf('AttachFile', role, { ...photo(), ...changes }, extra);
const attached = (label = 'file', changes: Partial<EventData<'FileAttached'>> = {}) =>
  ({
    type: 'FileAttached',
    data: { ...photo(label), fromReporter: true, ...changes },
    round: 1,
    step: 0,
  }) as const;
const remove = (role: Role = 'reporter', label = 'file', extra: object = {}) =>
  orderOf('RemoveFile', role, { fileId: idFor(label), reason: 'mistake' }, extra);
const removed = (label = 'file') =>
  ({
    type: 'FileRemoved',
    data: { fileId: idFor(label), reason: 'mistake' },
    round: 1,
    step: 0,
  }) as const;
const many = (count: number, changes: Partial<EventData<'FileAttached'>> = {}) =>
  Array.from({ length: count }, (_, n) => attached(`many-${n}`, changes));
const ofOffice = { purpose: 'evidence', fromReporter: false } as const;

describe('AttachFile', () => {
  it.each(['reporter', 'petugas', 'tim', 'kasi', 'camat'] as const)('is for %s', (role) =>
    given(...recorded)
      .when(attach(role))
      .thenEvents(attached()),
  );
  it('says what comes from the office', () =>
    given(...recorded)
      .when(attach('kasi', { purpose: 'evidence' }))
      .thenEvents(attached('file', ofOffice)));
  it('is refused to a reporter for what the office attaches', () =>
    given(...recorded)
      .when(attach('reporter', { purpose: 'signed-document' }))
      .thenRefused('wrong-role'));
  it('is for the reporter of the complaint alone', () =>
    given(...recorded)
      .when(attach('reporter', {}, { by: { ...account('reporter'), complaintId: idFor('x') } }))
      .thenRefused('not-found'));
  it('is refused to another kecamatan', () =>
    given(...recorded)
      .when(attach('petugas', {}, { by: account('petugas', penajam) }))
      .thenRefused('other-kecamatan'));
  it.each(['supervisor', 'admin', 'inspektorat'] as const)('is not for %s', (role) =>
    given(...recorded)
      .when(attach(role))
      .thenRefused('wrong-role'),
  );
  it('to a sealed complaint is for the Inspektorat and the reporter alone', () => {
    given(...sealed)
      .when(attach('tim'))
      .thenRefused('case-sealed');
    given(...sealed)
      .when(attach('inspektorat'))
      .thenEvents(attached());
    given(...sealed)
      .when(attach())
      .thenEvents(attached());
  });
  it('to a complaint that is not there is refused', () =>
    given().when(attach('petugas')).thenRefused('not-found'));
  it('is refused once the case has ended', () =>
    given(...recorded, ended)
      .when(attach('petugas'))
      .thenRefused('case-closed'));
  it('of the same file again is no news', () =>
    given(...recorded, attached())
      .when(attach())
      .thenNothing());
  it('does not bring back what was taken away', () =>
    given(...recorded, attached(), removed())
      .when(attach())
      .thenRefused('already-done'));
  it('stops at ten files of the reporter, not of the office', () => {
    given(...recorded, ...many(9))
      .when(attach())
      .thenEvents(attached());
    given(...recorded, ...many(10))
      .when(attach())
      .thenRefused('too-many-files');
    given(...recorded, ...many(10))
      .when(attach('tim', { purpose: 'evidence' }))
      .thenEvents(attached('file', ofOffice));
  });
  it('stops at forty files in all', () =>
    given(...recorded, ...many(40, ofOffice))
      .when(attach('tim', { purpose: 'evidence' }))
      .thenRefused('too-many-files'));
  it('has room again where one was taken away', () =>
    given(...recorded, ...many(10), removed('many-3'))
      .when(attach())
      .thenEvents(attached()));
  it('of a reporter who was erased is refused', () => {
    given(...recorded, erased)
      .when(attach())
      .thenRefused('identity-erased');
    given(...recorded, erased)
      .when(attach('tim', { purpose: 'evidence' }))
      .thenEvents(attached('file', ofOffice));
  });
});

describe('RemoveFile', () => {
  it.each(['reporter', 'petugas', 'tim', 'kasi', 'camat', 'supervisor'] as const)(
    'is for %s',
    (role) =>
      given(...recorded, attached())
        .when(remove(role))
        .thenEvents(removed()),
  );
  it('is allowed after the end: somebody may be seen who must not be', () =>
    given(...recorded, attached(), ended)
      .when(remove('petugas'))
      .thenEvents(removed()));
  it('of a file of the office is not for the reporter', () =>
    given(...recorded, attached('file', ofOffice))
      .when(remove())
      .thenRefused('wrong-role'));
  it('once more, or after the reporter was erased, is no news', () => {
    given(...recorded, attached(), removed())
      .when(remove('petugas'))
      .thenNothing();
    given(...recorded, attached(), erased)
      .when(remove('petugas'))
      .thenNothing();
  });
  it('of what was never there is refused', () =>
    given(...recorded)
      .when(remove())
      .thenRefused('not-found'));
  it('of a sealed case is for the Inspektorat', () => {
    given(...sealed, attached())
      .when(remove('supervisor'))
      .thenRefused('case-sealed');
    given(...sealed, attached())
      .when(remove('inspektorat'))
      .thenEvents(removed());
  });
});
