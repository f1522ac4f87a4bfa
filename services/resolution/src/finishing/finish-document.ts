import { DomainError, type CaseFacts } from '#libs/contracts';
import { verificationCodeOf, type OfficialDocument } from '#libs/documents';
import { load, type Handled, type Loaded, type StoredEvent } from '#libs/eventsourcing';
import { formatNumber, localYear } from '#libs/procedure';
import { occasionOf, publicAddress, react, type ServiceKit } from '#libs/service';
import { delegation } from '../domain/delegation.js';
import { documentOf, type DocumentSource } from './document.js';
import { resolution } from '../domain/resolution.js';
import type { Approval, Resolution } from '../domain/state.js';
import { delegationStream, documentSeries, resolutionStream } from '../domain/streams.js';
import { draftText, settlementText } from './answer-text.js';
import { readCaseFile } from './case-file.js';
import { forgetDraft, paperOf } from './paper.js';

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

const textOrNot = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/** Who signs, for the paper: the name of his account, and the letter by which an acting officer does. */
const signerOf = async (
  kit: ServiceKit,
  kecamatan: string,
  { approvedBy, delegationId }: Approval,
): Promise<DocumentSource['signer']> => {
  const account = await kit.secrets.get(approvedBy);
  const name = textOrNot(account?.displayName);
  const nip = textOrNot(account?.['nip']);
  const delegations =
    delegationId === undefined
      ? []
      : (await load(kit.store, delegation, delegationStream(kecamatan))).state;
  const letter = delegations.find((each) => each.delegationId === delegationId);
  return {
    ...(name === undefined ? {} : { name }),
    ...(nip === undefined ? {} : { nip }),
    ...(letter === undefined ? {} : { letterNumber: letter.letterNumber }),
  };
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

const compose = async (
  kit: ServiceKit,
  loaded: Loaded<Resolution>,
  { approval, facts, round }: Pending,
  place: { complaintId: string; kecamatan: string; occurredAt: string; number: string },
): Promise<OfficialDocument> => {
  const { kecamatan, number } = place;
  const { procedure } = kit.reference.rules(kecamatan, place.occurredAt);
  const answer = await draftText(kit, loaded, approval.draft);
  const settlement = await settlementText(kit, loaded, approval.draft);
  if (answer === undefined || settlement === undefined) throw new DomainError('draft-missing');
  const code = verificationCodeOf(kit.actorKey, approval.documentId);
  return documentOf({
    procedure,
    facts,
    round,
    approval,
    number,
    answer,
    settlement,
    signer: await signerOf(kit, kecamatan, approval),
    file: await readCaseFile(kit, place.complaintId),
    verification: { code, url: publicAddress(kit.config, `/v/${code}`) },
  });
};

const finish = async (
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
  const place = { complaintId, kecamatan, occurredAt, number: numbered.number };
  const document = await paperOf(kit.files, { documentId, complaintId }, () =>
    compose(kit, loaded, pending, place),
  );
  const handled = await react(kit, approved, {
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
  await forgetDraft(kit.files, { documentId, complaintId });
  return handled;
};

type Finishing = ReturnType<typeof finish>;
const underWay = new WeakMap<ServiceKit, Map<string, Finishing>>();

/**
 * Numbers the document of an approved answer, makes its paper and keeps it. Called by the command and again by the inbox, so
 * that a crash between approval and document leaves nothing behind; both at once print it once. The year is the kecamatan's
 * local year of the approval: however late this is finished, there is but one series to look in. Undefined when there was
 * nothing to do. Throws StoreUnavailable, VaultUnavailable, FilesUnavailable, RetryLater, and DomainError `draft-missing` when
 * the texts cannot be read.
 */
export const finishDocument = (kit: ServiceKit, approved: StoredEvent): Finishing => {
  const running = underWay.get(kit) ?? new Map<string, Finishing>();
  underWay.set(kit, running);
  const before = running.get(approved.id);
  if (before) return before;
  const mine = finish(kit, approved).finally(() => running.delete(approved.id));
  running.set(approved.id, mine);
  return mine;
};
