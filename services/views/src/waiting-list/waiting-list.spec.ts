import { describe, it } from 'vitest';
import { id, waru } from '../../spec/facts.js';
import { at, fact, viewSpec } from '../../spec/history.js';
import { waitingList } from './view.js';

const spec = viewSpec(waitingList);
const streamId = `intake-queue-${waru}-2026-11-24`;
const here = { streamId };
const arrived = fact('VisitorArrived', {}, here);
const ticket = { ticketId: id(5), ticket: 1, purpose: 'complaint', arrivedAt: at(0) } as const;
const called = { ...ticket, state: 'called', calledAt: at(1), counter: 'Loket 1' } as const;

describe('the waiting list', () => {
  it('follows a ticket', () => {
    spec
      .given()
      .when(arrived)
      .thenIs({
        kecamatan: waru,
        date: '2026-11-24',
        tickets: [{ ...ticket, state: 'waiting' }],
      });
    const calling = fact('VisitorCalled', {}, here);
    spec
      .given(arrived)
      .when(calling)
      .thenChanged({ tickets: [called] });
    spec
      .given(arrived, calling)
      .when(fact('VisitorServed', {}, here))
      .thenChanged({ tickets: [{ ...called, state: 'served', finishedAt: at(2) }] });
    spec
      .given(arrived, calling)
      .when(fact('VisitorLeft', {}, here))
      .thenChanged({ tickets: [{ ...called, state: 'left', finishedAt: at(2) }] });
  });

  it('leaves other tickets alone', () => {
    const second = fact('VisitorArrived', { ticketId: id(55), ticket: 2 }, here);
    const other = {
      ...ticket,
      ticketId: id(55),
      ticket: 2,
      arrivedAt: at(1),
      state: 'waiting',
    } as const;
    spec
      .given(arrived, second)
      .when(fact('VisitorServed', {}, here))
      .thenChanged({ tickets: [{ ...ticket, state: 'served', finishedAt: at(2) }, other] });
  });

  it('is made of streams of the counter alone', () => {
    spec.given().when(fact('VisitorArrived')).thenUnchanged();
  });
});
