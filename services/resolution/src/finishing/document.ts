import type { CaseFacts } from '#libs/contracts';
import type { Letterhead, OfficialDocument } from '#libs/documents';
import { canonicalJson } from '#libs/eventsourcing';
import { categoryPath, localDate, villageOf, type Procedure } from '#libs/procedure';
import type { CaseFile } from '../domain/case-file.js';
import type { Approval, SignerKind } from '../domain/state.js';
import { happeningsOf, meetingOf } from './telling.js';

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
  /** Who signs, as far as his account tells; and the number of the letter by which an acting officer does. */
  signer: { name?: string; nip?: string; letterNumber?: string };
  /** What other events tell of the case. The reporter's name is left out for an anonymous one, whatever is given. */
  file: CaseFile;
  verification: { code: string; url: string };
}

const prefixes = { camat: '', plh: 'Plh. ', plt: 'Plt. ' } as const;

/** What the signer is called in the document; an acting officer signs as Plh. or Plt. of the office. */
export const titleOf = (kind: SignerKind, { signers }: Pick<Procedure, 'signers'>): string =>
  kind === 'inspektorat' ? signers.sealed.title.id : `${prefixes[kind]}${signers.answer.title.id}`;

const letterheadOf = (kind: SignerKind, procedure: Procedure): Letterhead => {
  const { letterheads, kabupaten, kecamatan } = procedure;
  const sealed = kind === 'inspektorat';
  const { office, address, phone, email, website } =
    (sealed ? letterheads?.sealed : letterheads?.answer) ?? {};
  const contact = [phone && `Telepon ${phone}`, email && `Surel ${email}`, website].filter(Boolean);
  return {
    government: `Pemerintah Kabupaten ${kabupaten.name}`,
    office: office ?? (sealed ? 'Inspektorat Daerah' : `Kecamatan ${kecamatan.name}`),
    ...(address === undefined ? {} : { address }),
    ...(contact.length === 0 ? {} : { contact: contact.join(' · ') }),
  };
};

const placesOf = ({ procedure, facts }: DocumentSource) => {
  const village = facts.villageCode && villageOf(procedure, facts.villageCode);
  const category = categoryPath(procedure, facts.categoryId ?? '').map(({ name }) => name.id);
  return {
    ...(village
      ? { village: `${village.kind === 'desa' ? 'Desa' : 'Kelurahan'} ${village.name}` }
      : {}),
    ...(category.length === 0 ? {} : { category }),
  };
};

const reporterOf = ({ facts, file }: DocumentSource): string | undefined =>
  facts.anonymous ? hiddenReporter : file.reporterName;

const toldOf = (source: DocumentSource) => {
  const { procedure, facts, round, approval, file } = source;
  const held = file.meetings.findLast((each) => each.round === round);
  const reporter = reporterOf(source);
  return {
    ...(file.subject === undefined ? {} : { subject: file.subject }),
    ...(reporter === undefined ? {} : { reporter }),
    happenings: happeningsOf(procedure, facts, file.done),
    ...(approval.documentKind === 'berita-acara' && held
      ? { meeting: meetingOf(procedure, held) }
      : {}),
  };
};

const titles = {
  'berita-acara': 'Berita Acara Hasil Tindak Lanjut Penyelesaian Masalah',
  jawaban: 'Jawaban',
} as const;

/**
 * The document of an approved answer. It depends on nothing but its source. Dates are local to the kecamatan; texts are
 * Indonesian, as the office writes. A case of which other events tell nothing has a document all the same.
 */
export const documentOf = (source: DocumentSource): OfficialDocument => {
  const { procedure, facts, approval, signer } = source;
  const channel = procedure.channels.find(({ id }) => id === facts.channel);
  return {
    format: 'aduan-document-2',
    documentId: approval.documentId,
    kind: approval.documentKind,
    title: titles[approval.documentKind],
    number: source.number,
    date: localDate(procedure, approval.approvedAt),
    kecamatan: procedure.kecamatan,
    kabupaten: procedure.kabupaten,
    letterhead: letterheadOf(approval.signerKind, procedure),
    registerNumber: facts.registerNumber,
    caseType: facts.caseType,
    channel: facts.channel,
    channelName: channel?.name.id ?? facts.channel,
    receivedOn: localDate(procedure, facts.receivedAt),
    round: source.round,
    ...placesOf(source),
    ...toldOf(source),
    answer: source.answer,
    settlement: source.settlement,
    signer: {
      kind: approval.signerKind,
      title: titleOf(approval.signerKind, procedure),
      ...signer,
    },
    verification: source.verification,
  };
};

/** An event with the document is far below the 256 KiB that are stored, sealed as it is. */
const mostBytes = 170_000;

const cut = (text: string): string =>
  `${Array.from(text)
    .slice(0, Math.floor(text.length / 3))
    .join('')} … (selengkapnya dalam berkas)`;

// The minutes of the meeting give way; answer and settlement are never cut.
const shorter = (document: OfficialDocument): OfficialDocument | undefined => {
  const { meeting } = document;
  if (!meeting) return undefined;
  if ((meeting.discussion?.length ?? 0) > 300)
    return { ...document, meeting: { ...meeting, discussion: cut(meeting.discussion ?? '') } };
  if (!meeting.decisions.some(({ text }) => text.length > 300)) return undefined;
  const decisions = meeting.decisions.map((each) =>
    each.text.length > 300 ? { ...each, text: cut(each.text) } : each,
  );
  return { ...document, meeting: { ...meeting, decisions } };
};

/**
 * The document as canonical JSON (names in order, no spaces), so that equal documents have equal texts. Where it would be too
 * long to be stored, what was said in the meeting is cut, and says so.
 */
export const documentText = (document: OfficialDocument): string => {
  const text = canonicalJson(document);
  const less = Buffer.byteLength(text) > mostBytes ? shorter(document) : undefined;
  return less ? documentText(less) : text;
};
