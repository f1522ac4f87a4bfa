import { derivedId, handleCommand, load, type Loaded } from '#libs/eventsourcing';
import type { Incoming, ServiceKit } from '#libs/service';
import { systemActor } from '#libs/contracts';
import { box, type Box, type BoxOrder } from '../domain/box.js';
import { complaint } from '../domain/complaint.js';
import type { RegisterComplaint } from '../domain/orders.js';
import { boxStream, intakeStream } from '../domain/streams.js';

/** How long a slip may be counted for a complaint that is not there yet: no registration takes 10 minutes. */
const staleAfterMs = 10 * 60_000;

const isMissing = async (kit: ServiceKit, complaintId: string): Promise<boolean> => {
  for await (const _ of kit.store.readStream(intakeStream(complaintId), { maxCount: 1 }))
    return false;
  return true;
};

const stale = async (kit: ServiceKit, state: Box): Promise<string[]> => {
  if (state.status !== 'opened' || state.recorded.size < state.slips) return [];
  const found: string[] = [];
  for (const [complaintId, at] of state.recorded) {
    const isOld = kit.now().getTime() - Date.parse(at) > staleAfterMs;
    if (isOld && (await isMissing(kit, complaintId))) found.push(complaintId);
  }
  return found;
};

const decideBox = async (
  kit: ServiceKit,
  { request, occasion }: Incoming,
  order: BoxOrder,
  key: { streamId: string; commandKey: string },
): Promise<Box> => {
  const { state } = await handleCommand({
    store: kit.store,
    sealer: kit.sealer,
    now: kit.now,
    decider: box,
    command: order,
    ...key,
    context: {
      kecamatan: occasion.kecamatan,
      actor: systemActor(kit.name),
      commandKey: key.commandKey,
      correlationId: request.correlationId,
    },
  });
  return state;
};

/**
 * Counts the slip that a complaint comes from before the complaint is recorded, so that two Petugas cannot take the last
 * one. Slips that were counted for complaints which a crash kept from being recorded are given free when they are needed.
 * The complaint itself is put to its rules first: what would be refused counts no slip. Throws DomainError as the
 * registration does.
 */
export const countSlip = async (
  kit: ServiceKit,
  incoming: Incoming<'RegisterComplaint'>,
  orderWith: (box: Box) => RegisterComplaint,
): Promise<Box | undefined> => {
  const { boxOpeningId } = incoming.data;
  if (boxOpeningId === undefined) return undefined;
  const { complaintId } = incoming.occasion;
  const streamId = boxStream(boxOpeningId);
  let loaded: Loaded<Box> = await load(kit.store, box, streamId);
  if (!(await isMissing(kit, complaintId))) return loaded.state;
  const keyFor = (what: string) => ({
    streamId,
    commandKey: derivedId(what, complaintId, loaded.revision.toString()),
  });
  const complaintIds = await stale(kit, loaded.state);
  if (complaintIds.length > 0) {
    const release: BoxOrder = { type: 'ReleaseSlips', ...incoming.occasion, complaintIds };
    await decideBox(kit, incoming, release, keyFor('release-slips'));
    loaded = await load(kit.store, box, streamId);
  }
  complaint.decide(orderWith(loaded.state), complaint.initialState());
  const record: BoxOrder = { type: 'RecordSlip', ...incoming.occasion };
  return decideBox(kit, incoming, record, keyFor('record-slip'));
};
