import type { CommandReply } from '#libs/contracts';
import { load, type Handled, type StoredEvent } from '#libs/eventsourcing';
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

type Numbered = Pick<Handled<Complaint>, 'state' | 'revision' | 'position'>;

/** The complaint as it is once it has its number, whoever gave it: this call, an earlier one, or the inbox. */
const numbered = async (kit: ServiceKit, registered: StoredEvent): Promise<Numbered> => {
  const finished = await finishRegistration(kit, registered);
  if (finished) return finished;
  const { state, events } = await load(kit.store, complaint, registered.streamId);
  const isNumbering = ({ metadata }: StoredEvent) => metadata.causationId === registered.id;
  const { revision, position } = events.findLast(isNumbering) ?? registered;
  return { state, revision, position };
};

// A repeated command finds what the first one stored, and finishes what it left.
const finish =
  (kit: ServiceKit) =>
  async ({ events }: Handled<Complaint>): Promise<Finished> => {
    const [registered] = events;
    if (!registered) return { result: {} };
    const { state, revision, position } = await numbered(kit, registered);
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
