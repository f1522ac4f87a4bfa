import type { CommandReply, EventType } from '#libs/contracts';
import { load, type Handled, type StoredEvent } from '#libs/eventsourcing';
import { decideCommand, type Finished, type Incoming, type ServiceKit } from '#libs/service';
import { resolution } from '../domain/resolution.js';
import type { Resolution } from '../domain/state.js';
import { resolutionStream } from '../domain/streams.js';
import { finishDocument } from '../finishing/finish-document.js';
import { withDelegations } from './lookups.js';

const lastApproval = async (
  kit: ServiceKit,
  streamId: string,
): Promise<StoredEvent | undefined> => {
  const { events } = await load(kit.store, resolution, streamId);
  return events.findLast(({ type }) => type === 'AnswerApproved');
};

// An approval that is repeated, by its key or once more by the signer, finishes what the first one left, and is answered
// with the number and the document that are stored, whoever made them.
const finish =
  (kit: ServiceKit, streamId: string) =>
  async (handled: Handled<Resolution>): Promise<Finished> => {
    const approved = handled.events[0] ?? (await lastApproval(kit, streamId));
    if (!approved) return { result: {} };
    await finishDocument(kit, approved);
    const { documentId, documentKind } = approved.data;
    const { events } = await load(kit.store, resolution, streamId);
    const made = (type: EventType): StoredEvent | undefined =>
      events.find((event) => event.type === type && event.data['documentId'] === documentId);
    const { revision, position } = made('BeritaAcaraRendered') ?? approved;
    const number = made('BeritaAcaraNumbered')?.data['number'];
    return { result: { documentId, documentKind, number }, revision, position };
  };

/** Approves the answer, numbers its document and makes it. */
export const approveAnswer = async (
  kit: ServiceKit,
  incoming: Incoming<'ApproveAnswer'>,
): Promise<CommandReply> => {
  const streamId = resolutionStream(incoming.occasion.complaintId);
  return decideCommand(kit, incoming, {
    decider: resolution,
    streamId,
    order: await withDelegations(kit, incoming),
    finish: finish(kit, streamId),
  });
};
