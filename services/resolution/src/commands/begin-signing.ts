import type { CommandReply, SigningFault } from '#libs/contracts';
import { load, type Handled, type StoredEvent } from '#libs/eventsourcing';
import { decideCommand, type Incoming, type ServiceKit } from '#libs/service';
import { resolution } from '../domain/resolution.js';
import { isUnderWay, type Resolution } from '../domain/state.js';
import { resolutionStream } from '../domain/streams.js';
import { withDelegations } from './lookups.js';

type Outcome =
  | { outcome: 'begun' | 'under-way' | 'unknown' | 'signed' }
  | { outcome: 'failed'; fault?: SigningFault };

const named = ({ data }: StoredEvent, attemptId: unknown): boolean =>
  data['attemptId'] === attemptId;

// What became of a signing whose announcement is repeated.
const becameOf = (
  events: readonly StoredEvent[],
  { work }: Resolution,
  begun: StoredEvent,
  at: string,
): Outcome => {
  const { attemptId, documentId } = begun.data;
  if (work.stage === 'rendered' && work.signing?.attemptId === attemptId)
    return { outcome: isUnderWay(work.signing, at) ? 'under-way' : 'unknown' };
  const signed = events.some(
    ({ type, data }) => type === 'AnswerSigned' && data['documentId'] === documentId,
  );
  if (signed) return { outcome: 'signed' };
  const failure = events.findLast(
    (event) => event.type === 'SigningFailed' && named(event, attemptId),
  );
  const fault = failure?.data['fault'] as SigningFault | undefined;
  return { outcome: 'failed', ...(fault === undefined ? {} : { fault }) };
};

/**
 * Announces an electronic signature. Answers the hash that the document must have, and what became of it when the same key
 * announced it before: whoever repeats must not have the document signed again.
 */
export const beginSigning = async (
  kit: ServiceKit,
  incoming: Incoming<'BeginSigning'>,
): Promise<CommandReply> => {
  const streamId = resolutionStream(incoming.occasion.complaintId);
  const finish = async (handled: Handled<Resolution>) => {
    const [begun] = handled.events;
    if (!begun) return { result: {} };
    const { events, state } = await load(kit.store, resolution, streamId);
    const { documentId, attemptId } = begun.data;
    const rendered = events.findLast(
      ({ type, data }) => type === 'BeritaAcaraRendered' && data['documentId'] === documentId,
    );
    const outcome: Outcome = handled.replayed
      ? becameOf(events, state, begun, kit.now().toISOString())
      : { outcome: 'begun' };
    const { sha256, verificationCode } = rendered?.data ?? {};
    return { result: { documentId, attemptId, sha256, verificationCode, ...outcome } };
  };
  const order = await withDelegations(kit, incoming);
  return decideCommand(kit, incoming, { decider: resolution, streamId, order, finish });
};
