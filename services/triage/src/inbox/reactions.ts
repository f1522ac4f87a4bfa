import type { Occasion } from '#libs/casework';
import { load, type StoredEvent } from '#libs/eventsourcing';
import { occasionOf, react, type ServiceKit } from '#libs/service';
import type { TriageOrder } from '../domain/orders.js';
import type { TriageState } from '../domain/state.js';
import { triage, triageStream } from '../domain/triage.js';
import type { LinkStreams } from './links.js';

/** The complaint that an event is about. */
export const complaintOf = ({ metadata }: StoredEvent): string => metadata.complaintId ?? '';

/** Puts an order to the stream of a complaint (of the event's, unless another one is named) and gives the state after it. */
export const decideOn = async (
  kit: ServiceKit,
  event: StoredEvent,
  order: (occasion: Occasion) => TriageOrder,
  complaintId = complaintOf(event),
): Promise<TriageState> => {
  const { state } = await react(kit, event, {
    decider: triage,
    streamId: triageStream(complaintId),
    complaintId,
    order: order(occasionOf(kit, event, complaintId)),
  });
  return state;
};

/** The streams of linked complaints, while an event is handled. */
export const linkStreams = (kit: ServiceKit, event: StoredEvent): LinkStreams => ({
  read: async (complaintId) => (await load(kit.store, triage, triageStream(complaintId))).state,
  decide: (complaintId, order) =>
    decideOn(kit, event, (occasion) => ({ ...order, ...occasion }), complaintId),
});
