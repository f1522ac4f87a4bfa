import { ERASED } from '#libs/privacy';
import { withoutPerson } from '../shared/erasing.js';
import { added, patched } from '../shared/lists.js';
import type { Opened, Table } from '../shared/opened.js';
import { noRevisions } from '#libs/contracts';
import type { CaseHead } from '../shared/case-head.js';
import { most, type ComplaintDocument } from './document.js';

export type Change = Partial<ComplaintDocument>;

/** The page of a complaint that was just registered. */
export const registered = (
  head: CaseHead,
  event: Opened<'ComplaintRegistered'>,
): ComplaintDocument => {
  const { data } = event;
  const { subject, description, place, origin, reporter, reportedParties } = data;
  const { replyBy, language, trackingCode, boxOpeningId, ticketId } = data;
  return {
    ...head,
    trackingCode,
    subject,
    description,
    ...(place === undefined ? {} : { place }),
    ...(origin === undefined ? {} : { origin }),
    ...(reporter === undefined ? {} : { reporter }),
    replyBy,
    language,
    ...(boxOpeningId === undefined ? {} : { boxOpeningId }),
    ...(ticketId === undefined ? {} : { ticketId }),
    reportedParties,
    duplicates: [],
    visits: [{ step: head.step, round: head.round, arrivedAt: head.arrivedAt }],
    questions: [],
    information: [],
    files: [],
    consultations: [],
    conclusions: [],
    meetings: [],
    waivers: [],
    drafts: [],
    answeredAtOnce: [],
    documents: [],
    deliveries: [],
    satisfaction: [],
    messages: [],
    tasks: [],
    revisions: { ...noRevisions, intake: Number(event.revision) },
  };
};

type Files = ComplaintDocument['files'];

/** A name may say who is in the picture, so it goes with it. */
const gone = (
  files: Files,
  which: (file: Files[number]) => boolean,
  removedAt: string,
  removalReason: NonNullable<Files[number]['removalReason']>,
): Files =>
  patched(files, (file) => file.removedAt === undefined && which(file), {
    name: ERASED,
    removedAt,
    removalReason,
  });

/** Events of a complaint in intake. */
export const intakeTable: Table<ComplaintDocument, Change> = {
  InformationAdded: ({ information }, { data, metadata }) => ({
    information: added(
      information,
      { text: data.text, addedAt: metadata.occurredAt, addedBy: metadata.actor.id },
      most.information,
    ),
  }),
  FileAttached: ({ files }, { data, metadata }) => ({
    files: added(
      files,
      {
        ...data,
        round: metadata.round,
        attachedAt: metadata.occurredAt,
        attachedBy: metadata.actor.id,
      },
      most.files,
    ),
  }),
  FileRemoved: ({ files }, { data, metadata }) => ({
    files: gone(files, ({ fileId }) => fileId === data.fileId, metadata.occurredAt, data.reason),
  }),
  ClarificationAnswered: ({ questions }, { data, metadata }) => ({
    questions: patched(questions, ({ requestId }) => requestId === data.requestId, {
      answer: data.text,
      answeredAt: metadata.occurredAt,
    }),
  }),
  WithdrawalRequested: (_, { data, metadata }) => ({
    withdrawal: {
      requestId: data.requestId,
      state: 'requested',
      reason: data.reason,
      requestedAt: metadata.occurredAt,
    },
  }),
  ReporterCorrected: (_, { data }) => ({ reporter: data.reporter, replyBy: data.replyBy }),
  // Whoever gave no name and no contact left nothing to forget: a rebuild shows none either.
  IdentityErased: ({ reporter, files }, { metadata }) => ({
    erasedAt: metadata.occurredAt,
    files: gone(files, ({ fromReporter }) => fromReporter, metadata.occurredAt, 'erased'),
    ...(reporter === undefined ? {} : { reporter: ERASED }),
  }),
  PersonErased: (doc, { data }) => withoutPerson(doc, data.personId),
};
