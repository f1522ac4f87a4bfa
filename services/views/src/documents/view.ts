import type { ComplaintPage, Words } from '#libs/contracts';
import { plainCode } from '#libs/documents';
import type { OpenedEvent, View } from '#libs/projections';
import {
  caseOf,
  changed,
  entryOf,
  isOf,
  prefixes,
  typesOf,
  type Opened,
  type Table,
} from '../shared/opened.js';

type CaseDocument = ComplaintPage['documents'][number];

/** A Berita Acara or Jawaban with its number; whether its case is sealed is asked of the complaint. */
export interface DocumentDocument {
  documentId: string;
  complaintId: string;
  kecamatan: string;
  kind: CaseDocument['kind'];
  state: CaseDocument['state'];
  round: number;
  signerKind: CaseDocument['signerKind'];
  n?: number;
  year?: number;
  number?: string;
  approvedAt?: string;
  numberedAt?: string;
  sha256?: string;
  mediaType?: string;
  verificationCode?: string;
  /** The code as it is looked up, however it was typed. */
  codeKey?: string;
  method?: CaseDocument['method'];
  signedAt?: string;
  signedSha256?: string;
  signedFileId?: string;
  stampedAt?: string;
  voidedAt?: string;
  voidReason?: Words;
}

const table: Table<DocumentDocument, Partial<DocumentDocument>> = {
  BeritaAcaraNumbered: (_, { data, metadata }) => ({
    state: 'numbered',
    n: data.n,
    year: data.year,
    number: data.number,
    numberedAt: metadata.occurredAt,
  }),
  BeritaAcaraRendered: (_, { data }) => ({
    state: 'rendered',
    sha256: data.sha256,
    mediaType: data.mediaType,
    ...(data.verificationCode === undefined
      ? {}
      : { verificationCode: data.verificationCode, codeKey: plainCode(data.verificationCode) }),
  }),
  AnswerSigned: (_, { data }) => ({
    state: 'signed',
    method: data.method,
    signedAt: data.signedAt,
    signerKind: data.signerKind,
    signedSha256: data.signedSha256,
    ...(data.fileId === undefined ? {} : { signedFileId: data.fileId }),
  }),
  AnswerStamped: (_, { data }) => ({ state: 'stamped', stampedAt: data.stampedAt }),
  BeritaAcaraNumberVoided: (_, { data, metadata }) => ({
    state: 'void',
    voidedAt: metadata.occurredAt,
    voidReason: data.reason,
  }),
};

const approved = (event: Opened<'AnswerApproved'>, complaintId: string): DocumentDocument => ({
  documentId: event.data.documentId,
  complaintId,
  kecamatan: event.metadata.kecamatan,
  kind: event.data.documentKind,
  state: 'approved',
  round: event.metadata.round,
  signerKind: event.data.signerKind,
  approvedAt: event.metadata.occurredAt,
});

const evolve = (doc: DocumentDocument | null, event: OpenedEvent): DocumentDocument | null => {
  if (doc) return changed(doc, entryOf(table, event)?.(doc, event));
  const found = caseOf(event);
  return found && isOf(event, 'AnswerApproved') ? approved(event, found.complaintId) : null;
};

/** The register of documents: one document per Berita Acara or Jawaban, discarded ones too. */
export const documents: View<DocumentDocument> = {
  name: 'documents',
  version: 2,
  prefixes,
  eventTypes: ['AnswerApproved', ...typesOf(table)],
  indexes: [{ kecamatan: 1, year: 1, n: 1 }, { codeKey: 1 }],
  keysOf: (event) => {
    const { documentId } = event.data;
    return caseOf(event)?.service === 'resolution' && typeof documentId === 'string'
      ? [documentId]
      : [];
  },
  evolve,
};
