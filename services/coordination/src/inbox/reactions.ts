import type { Occasion } from '#libs/casework';
import type { StoredEvent } from '#libs/eventsourcing';
import { occasionOf, react, type ServiceKit } from '#libs/service';
import { coordination, coordinationStream } from '../domain/coordination.js';
import type { CoordinationOrder } from '../domain/orders.js';

/** Puts an order to the stream of the complaint that the event is about. */
export const decideOn = async (
  kit: ServiceKit,
  event: StoredEvent,
  order: (occasion: Occasion) => CoordinationOrder,
): Promise<void> => {
  await react(kit, event, {
    decider: coordination,
    streamId: coordinationStream(event.metadata.complaintId ?? ''),
    order: order(occasionOf(kit, event)),
  });
};
