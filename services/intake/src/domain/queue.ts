import type { Order } from '#libs/casework';
import { covers, DomainError, type EventOf } from '#libs/contracts';
import type { Decider, Decision, Recorded } from '#libs/eventsourcing';

/** A visitor of the counter. */
export interface Visitor {
  ticketId: string;
  ticket: number;
  status: 'waiting' | 'called' | 'served' | 'left';
}

/** The waiting list of a day: stream `intake-queue-<kecamatan>-<local date>`. Tickets count from 1, in order of arrival. */
export type Queue = readonly Visitor[];
export type QueueEvent = EventOf<
  'VisitorArrived' | 'VisitorCalled' | 'VisitorServed' | 'VisitorLeft'
>;
export type QueueOrder = Order<'TakeTicket'> | Order<'CallNextVisitor'> | Order<'FinishVisitor'>;

const becomes = {
  VisitorCalled: 'called',
  VisitorServed: 'served',
  VisitorLeft: 'left',
} as const;

const evolve = (state: Queue, event: Recorded<QueueEvent>): Queue => {
  const { ticketId } = event.data;
  if (event.type === 'VisitorArrived')
    return [...state, { ticketId, ticket: event.data.ticket, status: 'waiting' }];
  const status = becomes[event.type];
  return state.map((visitor) => (visitor.ticketId === ticketId ? { ...visitor, status } : visitor));
};

const fact = (event: QueueEvent): Decision<QueueEvent> => ({ ...event, round: 1, step: 0 });

const requirePetugas = ({ by, kecamatan }: QueueOrder): void => {
  if (by.role !== 'petugas') throw new DomainError('wrong-role', { role: by.role });
  if (!covers(by, kecamatan)) throw new DomainError('other-kecamatan');
};

const take = (order: Order<'TakeTicket'>, state: Queue): Decision<QueueEvent>[] => {
  requirePetugas(order);
  const { data, idFor } = order;
  const ticket = (state.at(-1)?.ticket ?? 0) + 1;
  return [
    fact({
      type: 'VisitorArrived',
      data: { ticketId: idFor('ticket'), ticket, purpose: data.purpose },
    }),
  ];
};

/** The longest waiting is the one with the lowest ticket. Throws DomainError `no-visitor`. */
const callNext = (order: Order<'CallNextVisitor'>, state: Queue): Decision<QueueEvent>[] => {
  requirePetugas(order);
  const next = state.find(({ status }) => status === 'waiting');
  if (!next) throw new DomainError('no-visitor');
  const { ticketId, ticket } = next;
  return [fact({ type: 'VisitorCalled', data: { ticketId, ticket, counter: order.data.counter } })];
};

/** Who waits may leave; only who was called can have been served. */
const finish = (order: Order<'FinishVisitor'>, state: Queue): Decision<QueueEvent>[] => {
  requirePetugas(order);
  const { ticketId, outcome } = order.data;
  const visitor = state.find((each) => each.ticketId === ticketId);
  if (!visitor) throw new DomainError('not-found', {}, { field: 'ticketId' });
  if (visitor.status === outcome) return [];
  if (visitor.status === 'served' || visitor.status === 'left')
    throw new DomainError('already-done');
  if (outcome === 'left') return [fact({ type: 'VisitorLeft', data: { ticketId } })];
  if (visitor.status === 'waiting') throw new DomainError('visitor-not-called');
  return [fact({ type: 'VisitorServed', data: { ticketId } })];
};

/** The counter of a kecamatan on one day. */
export const queue: Decider<Queue, QueueOrder, QueueEvent> = {
  initialState: () => [],
  evolve,
  decide: (order, state) => {
    switch (order.type) {
      case 'TakeTicket':
        return take(order, state);
      case 'CallNextVisitor':
        return callNext(order, state);
      case 'FinishVisitor':
        return finish(order, state);
    }
  },
};
