import type { CaseFacts } from '#libs/contracts';
import { canonicalJson, sha256Of } from '#libs/eventsourcing';
import { localDate, villageOf, type Procedure } from '#libs/procedure';
import type { Approval, SignerKind } from './state.js';

/** What stands in the place of an anonymous reporter's name. */
export const hiddenReporter = 'Pelapor (identitas dirahasiakan)';

/** All that a Berita Acara or Jawaban is made of, in the clear. */
export interface DocumentSource {
  procedure: Procedure;
  facts: CaseFacts;
  round: number;
  approval: Approval;
  number: string;
  /** The draft that was approved, and how the matter was settled. */
  answer: string;
  settlement: string;
  /** Number of the letter by which an acting officer signs. */
  letterNumber?: string;
  subject?: string;
  /** Left out for an anonymous reporter, whatever is given. */
  reporterName?: string;
}

/** The document as data: canonical JSON (names in order, no spaces), so that equal documents have equal hashes. */
export interface MadeDocument {
  text: string;
  mediaType: string;
  sha256: string;
}

const prefixes = { camat: '', plh: 'Plh. ', plt: 'Plt. ' } as const;

/** What the signer is called in the document; an acting officer signs as Plh. or Plt. of the office. */
const titleOf = (kind: SignerKind, { signers }: Procedure): string =>
  kind === 'inspektorat' ? signers.sealed.title.id : `${prefixes[kind]}${signers.answer.title.id}`;

const reporterOf = ({ facts, reporterName }: DocumentSource): string | undefined =>
  facts.anonymous ? hiddenReporter : reporterName;

/**
 * Makes the document of an approved answer. It depends on nothing but its source: the same source gives the same text and
 * SHA-256 at any time. Dates are local to the kecamatan; texts are Indonesian, as the office writes.
 */
export const documentOf = (source: DocumentSource): MadeDocument => {
  const { procedure, facts, approval } = source;
  const { code, name } = procedure.kecamatan;
  const village = facts.villageCode && villageOf(procedure, facts.villageCode);
  const text = canonicalJson({
    format: 'aduan-document-1',
    documentId: approval.documentId,
    kind: approval.documentKind,
    title:
      approval.documentKind === 'berita-acara'
        ? 'Berita Acara Hasil Tindak Lanjut Penyelesaian Masalah'
        : 'Jawaban',
    number: source.number,
    date: localDate(procedure, approval.approvedAt),
    kecamatan: { code, name },
    kabupaten: procedure.kabupaten,
    registerNumber: facts.registerNumber,
    caseType: facts.caseType,
    channel: facts.channel,
    receivedOn: localDate(procedure, facts.receivedAt),
    round: source.round,
    village: village ? { code: village.code, name: village.name, kind: village.kind } : undefined,
    subject: source.subject,
    reporter: reporterOf(source),
    answer: source.answer,
    settlement: source.settlement,
    signer: {
      kind: approval.signerKind,
      title: titleOf(approval.signerKind, procedure),
      letterNumber: source.letterNumber,
    },
  });
  return { text, mediaType: 'application/json', sha256: sha256Of(text) };
};
