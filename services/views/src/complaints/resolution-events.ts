import { leavesUnknown, signingPatienceMs, type EventData } from '#libs/contracts';
import { added, patched } from '../shared/lists.js';
import type { Table } from '../shared/opened.js';
import { most, type CaseDocument, type ComplaintDocument } from './document.js';
import type { Change } from './intake-events.js';

const document = (
  { documents }: ComplaintDocument,
  id: string,
  change: Partial<CaseDocument>,
): Change => ({
  documents: patched(documents, ({ documentId }) => documentId === id, change),
});

// As resolution's own fold has it: what is recorded by hand clears a signing that was cut off, not one at work.
const signingAfter = (
  signing: CaseDocument['signing'],
  { attemptId, fault }: Pick<EventData<'SigningFailed'>, 'attemptId' | 'fault'>,
  at: string,
): Pick<CaseDocument, 'signing'> => {
  if (!signing) return {};
  const age = Date.parse(at) - Date.parse(signing.begunAt);
  if (attemptId === undefined)
    return signing.unknown || age >= signingPatienceMs ? { signing: null } : {};
  if (attemptId !== signing.attemptId) return {};
  return { signing: leavesUnknown(fault) ? { ...signing, unknown: true } : null };
};

const endOfSigning = (
  { documents }: ComplaintDocument,
  id: string,
): Pick<CaseDocument, 'signing'> =>
  documents.some((each) => each.documentId === id && each.signing) ? { signing: null } : {};

/** Drafts of the answer. */
export const draftTable: Table<ComplaintDocument, Change> = {
  AnswerDrafted: ({ drafts }, { data, metadata }) => ({
    drafts: added(
      drafts,
      {
        draft: data.draft,
        round: metadata.round,
        answer: data.answer,
        writtenAt: metadata.occurredAt,
        writtenBy: metadata.actor.id,
      },
      most.drafts,
    ),
  }),
  SettlementProcessed: ({ drafts }, { data, metadata }) => ({
    drafts: patched(drafts, ({ draft }) => draft === data.draft, {
      settlement: data.settlement,
      processedAt: metadata.occurredAt,
    }),
  }),
  AnswerReturned: ({ drafts }, { data, metadata }) => ({
    drafts: patched(drafts, ({ draft }) => draft === data.draft, {
      returnReason: data.reason,
      returnedAt: metadata.occurredAt,
    }),
  }),
};

/** The document from approval to stamp, or to the discarding of its number. */
export const documentTable: Table<ComplaintDocument, Change> = {
  AnswerApproved: ({ documents }, { data, metadata }) => ({
    documents: added(
      documents,
      {
        documentId: data.documentId,
        round: metadata.round,
        kind: data.documentKind,
        state: 'approved',
        draft: data.draft,
        signerKind: data.signerKind,
        ...(data.delegationId === undefined ? {} : { delegationId: data.delegationId }),
        approvedAt: metadata.occurredAt,
        approvedBy: metadata.actor.id,
        signingFailures: [],
      },
      most.documents,
    ),
  }),
  BeritaAcaraNumbered: (doc, { data }) =>
    document(doc, data.documentId, { state: 'numbered', number: data.number }),
  BeritaAcaraRendered: (doc, { data }) =>
    document(doc, data.documentId, {
      state: 'rendered',
      sha256: data.sha256,
      mediaType: data.mediaType,
      ...(data.verificationCode === undefined ? {} : { verificationCode: data.verificationCode }),
    }),
  SigningBegun: (doc, { data, metadata }) =>
    document(doc, data.documentId, {
      signing: {
        attemptId: data.attemptId,
        begunAt: metadata.occurredAt,
        by: metadata.actor.id,
      },
    }),
  SigningFailed: (doc, { data, metadata }) => {
    const { documentId, reason, fault } = data;
    const failed = doc.documents.find((each) => each.documentId === documentId);
    const failures = failed?.signingFailures ?? [];
    const failure = { at: metadata.occurredAt, reason, ...(fault === undefined ? {} : { fault }) };
    return document(doc, documentId, {
      signingFailures: added(failures, failure, most.failures),
      ...signingAfter(failed?.signing, data, metadata.occurredAt),
    });
  },
  AnswerSigned: (doc, { data }) =>
    document(doc, data.documentId, {
      ...endOfSigning(doc, data.documentId),
      state: 'signed',
      method: data.method,
      signedAt: data.signedAt,
      signerKind: data.signerKind,
      signedSha256: data.signedSha256,
      ...(data.fileId === undefined ? {} : { signedFileId: data.fileId }),
    }),
  AnswerStamped: (doc, { data }) =>
    document(doc, data.documentId, { state: 'stamped', stampedAt: data.stampedAt }),
  BeritaAcaraNumberVoided: (doc, { data, metadata }) =>
    document(doc, data.documentId, {
      ...endOfSigning(doc, data.documentId),
      state: 'void',
      voidedAt: metadata.occurredAt,
      voidReason: data.reason,
    }),
};

/** Delivery, and what the reporter said of it. */
export const deliveryTable: Table<ComplaintDocument, Change> = {
  ResultDelivered: ({ deliveries }, { data, metadata }) => ({
    deliveries: added(deliveries, { ...data, round: metadata.round }, most.deliveries),
  }),
  SurveyAnswered: ({ surveys = [] }, { data, metadata }) => ({
    surveys: added(
      surveys,
      { ...data, round: metadata.round, answeredAt: metadata.occurredAt },
      most.others,
    ),
  }),
  SatisfactionClarified: ({ satisfaction }, { data, metadata }) => ({
    satisfaction: added(
      satisfaction,
      { ...data, round: metadata.round, clarifiedAt: metadata.occurredAt },
      most.others,
    ),
  }),
};
