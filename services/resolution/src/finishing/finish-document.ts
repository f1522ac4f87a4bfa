import { DomainError, type CaseFacts } from '#libs/contracts';
import { load, type Handled, type Loaded, type StoredEvent } from '#libs/eventsourcing';
import { formatNumber, localYear } from '#libs/procedure';
import { occasionOf, react, type ServiceKit } from '#libs/service';
import { delegation } from '../domain/delegation.js';
import { documentOf, type MadeDocument } from '../domain/document.js';
import { resolution } from '../domain/resolution.js';
import type { Approval, Resolution } from '../domain/state.js';
import { delegationStream, documentSeries, resolutionStream } from '../domain/streams.js';
import { draftText, settlementText } from './answer-text.js';

interface Pending {
  approval: Approval;
  facts: CaseFacts;
  round: number;
}

const pendingOf = ({ case: of, work }: Resolution, documentId: unknown): Pending | undefined => {
  if (of.status !== 'held') return undefined;
  if (work.stage !== 'approved' && work.stage !== 'numbered') return undefined;
  if (work.documentId !== documentId) return undefined;
  return { approval: work, facts: of.facts, round: of.round };
};

const letterNumberOf = async (
  kit: ServiceKit,
  kecamatan: string,
  delegationId: string | undefined,
): Promise<{ letterNumber?: string }> => {
  if (delegationId === undefined) return {};
  const { state } = await load(kit.store, delegation, delegationStream(kecamatan));
  const known = state.find((each) => each.delegationId === delegationId);
  return known ? { letterNumber: known.letterNumber } : {};
};

const numberFor = async (
  kit: ServiceKit,
  approved: StoredEvent,
  holderId: string,
): Promise<{ n: number; year: number; number: string }> => {
  const { complaintId = '', kecamatan, occurredAt, correlationId } = approved.metadata;
  const { procedure } = kit.reference.rules(kecamatan, occurredAt);
  const year = localYear(procedure.timeZone, occurredAt);
  const streamId = documentSeries(kecamatan, year);
  const request = { streamId, kecamatan, holderId, complaintId, correlationId };
  const n = await kit.numbers.allocate(request);
  return { n, year, number: formatNumber(procedure.numbering.beritaAcara, { n, year }) };
};

const make = async (
  kit: ServiceKit,
  loaded: Loaded<Resolution>,
  { approval, facts, round }: Pending,
  place: { kecamatan: string; occurredAt: string; number: string },
): Promise<MadeDocument> => {
  const { procedure } = kit.reference.rules(place.kecamatan, place.occurredAt);
  const answer = await draftText(kit, loaded, approval.draft);
  const settlement = await settlementText(kit, loaded, approval.draft);
  if (answer === undefined || settlement === undefined) throw new DomainError('draft-missing');
  const letter = await letterNumberOf(kit, place.kecamatan, approval.delegationId);
  const { number } = place;
  return documentOf({ procedure, facts, round, approval, number, answer, settlement, ...letter });
};

/**
 * Numbers the document of an approved answer and makes it. Called by the command and again by the inbox, so that a crash
 * between approval and document leaves nothing behind. The year is the kecamatan's local year of the approval: however
 * late this is finished, there is but one series to look in. Undefined when there was nothing to do. Throws
 * StoreUnavailable, VaultUnavailable, RetryLater, and DomainError `draft-missing` when the texts cannot be read.
 */
export const finishDocument = async (
  kit: ServiceKit,
  approved: StoredEvent,
): Promise<Handled<Resolution> | undefined> => {
  const { complaintId = '', kecamatan, occurredAt } = approved.metadata;
  const streamId = resolutionStream(complaintId);
  const loaded = await load(kit.store, resolution, streamId);
  const pending = pendingOf(loaded.state, approved.data['documentId']);
  if (!pending) return undefined;
  const { documentId } = pending.approval;
  const numbered = await numberFor(kit, approved, documentId);
  const place = { kecamatan, occurredAt, number: numbered.number };
  const document = await make(kit, loaded, pending, place);
  return react(kit, approved, {
    decider: resolution,
    streamId,
    order: {
      type: 'RecordDocument',
      ...occasionOf(kit, approved),
      documentId,
      ...numbered,
      document,
    },
  });
};
