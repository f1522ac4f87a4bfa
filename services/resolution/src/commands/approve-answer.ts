import type { CommandReply } from '#libs/contracts';
import { load, type Handled } from '#libs/eventsourcing';
import { decideCommand, type Finished, type Incoming, type ServiceKit } from '#libs/service';
import { resolution } from '../domain/resolution.js';
import type { Resolution } from '../domain/state.js';
import { resolutionStream } from '../domain/streams.js';
import { finishDocument } from '../finishing/finish-document.js';
import { withDelegations } from './lookups.js';

// An approval that is repeated, by its key or once more by the signer, finishes what the first one left.
const finish =
  (kit: ServiceKit, streamId: string) =>
  async (handled: Handled<Resolution>): Promise<Finished> => {
    const before = await load(kit.store, resolution, streamId);
    const approved =
      handled.events[0] ?? before.events.findLast(({ type }) => type === 'AnswerApproved');
    if (!approved) return { result: {} };
    const finished = await finishDocument(kit, approved);
    const { documentId, documentKind } = approved.data;
    const numbered = [...before.events, ...(finished?.events ?? [])].find(
      ({ type, data }) => type === 'BeritaAcaraNumbered' && data['documentId'] === documentId,
    );
    const { revision, position } = finished ?? handled;
    const result = { documentId, documentKind, number: numbered?.data['number'] };
    return { result, revision, position };
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
