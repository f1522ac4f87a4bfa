import type { CommandReply } from '#libs/contracts';
import type { Handled, StoredEvent } from '#libs/eventsourcing';
import { decideCommand, type Finished, type Incoming, type ServiceKit } from '#libs/service';
import type { Box } from '../domain/box.js';
import { complaint } from '../domain/complaint.js';
import type { RegisterComplaint } from '../domain/orders.js';
import type { Complaint } from '../domain/state.js';
import { intakeStream } from '../domain/streams.js';
import { finishRegistration } from '../finishing/finish-registration.js';
import { countSlip } from './slips.js';
import { newTrackingCode } from './tracking-code.js';

const trackingCodeOf = async (kit: ServiceKit, registered: StoredEvent): Promise<object> => {
  const { type, data, metadata } = registered;
  const { trackingCode } = await kit.sealer.open(type, metadata.complaintId ?? '', data);
  return typeof trackingCode === 'string' ? { trackingCode } : {};
};

// A repeated command finds what the first one stored, and finishes what it left.
const finish =
  (kit: ServiceKit) =>
  async (handled: Handled<Complaint>): Promise<Finished> => {
    const registered = handled.events[0];
    if (!registered) return { result: {} };
    const finished = (await finishRegistration(kit, registered)) ?? handled;
    const { state, revision, position } = finished;
    const registerNumber = state.status === 'absent' ? undefined : state.registerNumber;
    return {
      result: { registerNumber, ...(await trackingCodeOf(kit, registered)) },
      revision,
      position,
    };
  };

/** Records a complaint, numbers it and hands it over. */
export const registerComplaint = async (
  kit: ServiceKit,
  incoming: Incoming<'RegisterComplaint'>,
): Promise<CommandReply> => {
  const { type, data, occasion } = incoming;
  const trackingCode = newTrackingCode();
  const orderWith = (box?: Box): RegisterComplaint => ({
    type,
    data,
    ...occasion,
    trackingCode,
    ...(box === undefined ? {} : { box }),
  });
  const box = await countSlip(kit, incoming, orderWith);
  const { receivedAt } = data;
  return decideCommand(kit, incoming, {
    decider: complaint,
    streamId: intakeStream(occasion.complaintId),
    order: orderWith(box),
    ...(receivedAt === undefined || receivedAt > occasion.at ? {} : { receivedAt }),
    finish: finish(kit),
  });
};
