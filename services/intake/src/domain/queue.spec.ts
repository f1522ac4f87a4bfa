import { describe, it } from 'vitest';
import type { Role } from '#libs/contracts';
import { account, deciderSpec, idFor, orderOf, penajam } from '#libs/testing';
import { queue } from './queue.js';

const { given } = deciderSpec(queue);
const arrived = (ticket: number) =>
  ({
    type: 'VisitorArrived',
    data: { ticketId: idFor(`ticket-${ticket}`), ticket, purpose: 'complaint' },
  }) as const;
const called = (ticket: number) =>
  ({
    type: 'VisitorCalled',
    data: { ticketId: idFor(`ticket-${ticket}`), ticket, counter: '1' },
  }) as const;
const served = (ticket: number) =>
  ({ type: 'VisitorServed', data: { ticketId: idFor(`ticket-${ticket}`) } }) as const;
const left = (ticket: number) =>
  ({ type: 'VisitorLeft', data: { ticketId: idFor(`ticket-${ticket}`) } }) as const;
const at = { round: 1, step: 0 } as const;

/** What holds for all that the Petugas does at the counter. */
const expectPetugas = (command: (role: Role, extra?: object) => never): void => {
  it('is for the Petugas of the kecamatan', () => {
    given(arrived(1)).when(command('kasi')).thenRefused('wrong-role');
    given(arrived(1)).when(command('reporter')).thenRefused('wrong-role');
    given(arrived(1))
      .when(command('petugas', { by: account('petugas', penajam) }))
      .thenRefused('other-kecamatan');
  });
};

describe('TakeTicket', () => {
  const take = (role: Role = 'petugas', extra: object = {}) =>
    orderOf('TakeTicket', role, { purpose: 'consultation' }, extra);
  const taken = (ticket: number) =>
    ({
      type: 'VisitorArrived',
      data: { ticketId: idFor('ticket'), ticket, purpose: 'consultation' },
      ...at,
    }) as const;

  it('counts from 1', () => given().when(take()).thenEvents(taken(1)));
  it('counts on, whatever became of the others', () =>
    given(arrived(1), arrived(2), left(2)).when(take('petugas')).thenEvents(taken(3)));
  expectPetugas(take as never);
});

describe('CallNextVisitor', () => {
  const call = (role: Role = 'petugas', extra: object = {}) =>
    orderOf('CallNextVisitor', role, { counter: '1' }, extra);

  it('calls the longest waiting', () =>
    given(arrived(1), arrived(2), arrived(3), called(1))
      .when(call())
      .thenEvents({ ...called(2), ...at }));
  it('leaves out who has left', () =>
    given(arrived(1), arrived(2), left(1))
      .when(call())
      .thenEvents({ ...called(2), ...at }));
  it('needs somebody who waits', () => {
    given().when(call()).thenRefused('no-visitor');
    given(arrived(1), called(1)).when(call()).thenRefused('no-visitor');
    given(arrived(1), called(1), served(1)).when(call()).thenRefused('no-visitor');
  });
  expectPetugas((role, extra) => call(role, extra) as never);
});

describe('FinishVisitor', () => {
  const finish = (outcome: 'served' | 'left', role: Role = 'petugas', extra: object = {}) =>
    orderOf('FinishVisitor', role, { ticketId: idFor('ticket-1'), outcome }, extra);

  it('says that a called visitor was served', () =>
    given(arrived(1), called(1))
      .when(finish('served'))
      .thenEvents({ ...served(1), ...at }));
  it('says that a visitor did not come, or left before he was called', () => {
    given(arrived(1), called(1))
      .when(finish('left'))
      .thenEvents({ ...left(1), ...at });
    given(arrived(1))
      .when(finish('left'))
      .thenEvents({ ...left(1), ...at });
  });
  it('of one who still waits is refused', () =>
    given(arrived(1)).when(finish('served')).thenRefused('visitor-not-called'));
  it('twice is no news, otherwise is refused', () => {
    given(arrived(1), called(1), served(1)).when(finish('served')).thenNothing();
    given(arrived(1), called(1), served(1)).when(finish('left')).thenRefused('already-done');
    given(arrived(1), left(1)).when(finish('served')).thenRefused('already-done');
  });
  it('of an unknown ticket is refused', () =>
    given(arrived(2)).when(finish('left')).thenRefused('not-found'));
  expectPetugas((role, extra) => finish('left', role, extra) as never);
});
