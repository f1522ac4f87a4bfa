import type { Occasion } from '#libs/casework';
import type { StoredEvent } from '#libs/eventsourcing';
import { occasionOf, react, type ServiceKit } from '#libs/service';
import type { ResolutionOrder } from '../domain/orders.js';
import { resolution } from '../domain/resolution.js';
import { resolutionStream } from '../domain/streams.js';

/** Puts an order to the stream of the complaint that the event is about. */
export const decideOn = async (
  kit: ServiceKit,
  event: StoredEvent,
  order: (occasion: Occasion) => ResolutionOrder,
): Promise<void> => {
  await react(kit, event, {
    decider: resolution,
    streamId: resolutionStream(event.metadata.complaintId ?? ''),
    order: order(occasionOf(kit, event)),
  });
};
