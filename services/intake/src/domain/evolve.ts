import type { EventOf } from '#libs/contracts';
import type { Recorded as RecordedEvent } from '#libs/eventsourcing';
import type { Complaint, ComplaintEvent, RecordedComplaint } from './state.js';

/** Folds one event of an `intake-<complaint>` stream. */
export const evolve = (state: Complaint, event: RecordedEvent<ComplaintEvent>): Complaint => {
  if (event.type === 'ComplaintRegistered') return registered(event);
  if (state.status === 'absent') return state;
  const round = Math.max(state.round, event.metadata.round);
  return changed({ ...state, round }, event);
};

const registered = ({
  data,
  metadata,
}: RecordedEvent<EventOf<'ComplaintRegistered'>>): Complaint => ({
  status: 'unnumbered',
  kecamatan: metadata.kecamatan,
  round: metadata.round,
  caseType: data.caseType,
  channel: data.channel,
  receivedAt: data.receivedAt,
  ...(data.villageCode === undefined ? {} : { villageCode: data.villageCode }),
  anonymous: data.anonymous,
  confidential: data.confidential,
  ...(data.sealed === undefined ? {} : { sealed: data.sealed }),
  replyBy: data.replyBy,
  identityErased: false,
  personsErased: [],
  questions: [],
  answered: [],
  files: [],
  removedFiles: [],
});

const changed = (
  state: RecordedComplaint,
  event: RecordedEvent<ComplaintEvent>,
): RecordedComplaint => {
  switch (event.type) {
    case 'RegisterNumberAssigned':
      return { ...state, status: 'open', registerNumber: event.data.registerNumber };
    case 'CaseEnded':
      return { ...state, status: 'ended', outcome: event.data.outcome };
    case 'SealNoted':
      return resealed(state, event);
    case 'ReporterCorrected':
      return { ...state, replyBy: event.data.replyBy };
    case 'IdentityErased':
      return withoutFiles({ ...state, identityErased: true }, (file) => file.fromReporter);
    case 'PersonErased':
      return { ...state, personsErased: [...state.personsErased, event.data.personId] };
    case 'FileAttached': {
      const { fileId, fromReporter } = event.data;
      return { ...state, files: [...state.files, { fileId, fromReporter }] };
    }
    case 'FileRemoved':
      return withoutFiles(state, ({ fileId }) => fileId === event.data.fileId);
    default:
      return asked(state, event);
  }
};

const withoutFiles = (
  state: RecordedComplaint,
  gone: (file: RecordedComplaint['files'][number]) => boolean,
): RecordedComplaint => ({
  ...state,
  files: state.files.filter((file) => !gone(file)),
  removedFiles: [...state.removedFiles, ...state.files.filter(gone).map(({ fileId }) => fileId)],
});

const resealed = (
  { sealed: _, ...state }: RecordedComplaint,
  { data }: RecordedEvent<EventOf<'SealNoted'>>,
): RecordedComplaint => (data.ground === undefined ? state : { ...state, sealed: data.ground });

// Questions to the reporter, and the reporter's request to withdraw.
const asked = (
  state: RecordedComplaint,
  event: RecordedEvent<ComplaintEvent>,
): RecordedComplaint => {
  switch (event.type) {
    case 'ClarificationOpened':
      return { ...state, questions: [...state.questions, event.data.requestId] };
    case 'ClarificationAnswered': {
      const { requestId } = event.data;
      const questions = state.questions.filter((id) => id !== requestId);
      return { ...state, questions, answered: [...state.answered, requestId] };
    }
    case 'WithdrawalRequested':
      return { ...state, withdrawal: { requestId: event.data.requestId, accepted: false } };
    case 'WithdrawalSettled': {
      const { requestId, accepted } = event.data;
      if (accepted) return { ...state, withdrawal: { requestId, accepted } };
      const { withdrawal: _, ...going } = state;
      return going;
    }
    default:
      return state;
  }
};
