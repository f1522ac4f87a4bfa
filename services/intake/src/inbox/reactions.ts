import type { Occasion } from '#libs/casework';
import type { StoredEvent } from '#libs/eventsourcing';
import { occasionOf, react, type ServiceKit } from '#libs/service';
import { complaint } from '../domain/complaint.js';
import type { ComplaintOrder } from '../domain/orders.js';
import { intakeStream } from '../domain/streams.js';

/** Puts an order to the complaint that the event is about, in the round in which the event happened. */
export const decideOn = async (
  kit: ServiceKit,
  event: StoredEvent,
  order: (occasion: Occasion & { ofRound: number }) => ComplaintOrder,
): Promise<void> => {
  await react(kit, event, {
    decider: complaint,
    streamId: intakeStream(event.metadata.complaintId ?? ''),
    order: order({ ...occasionOf(kit, event), ofRound: event.metadata.round }),
  });
};
