import type { CommandInput, CommandType } from '#libs/contracts';
import { complaint } from './stage.js';

const id = '11111111-1111-4111-8111-111111111111';
const text = 'Keterangan.';
const witness = { name: 'Saksi Pembukaan' };
const moment = '2026-11-24T01:00:00.000Z';

/** A body that fits its contract, for every command there is. What it names does not exist. */
export const bodies: { [T in CommandType]: CommandInput<T> } = {
  RegisterComplaint: complaint(),
  AddInformation: { text },
  AnswerClarification: { requestId: id, text },
  RequestWithdrawal: { reason: text },
  CorrectReporter: { reporter: { name: 'Nama Lain' }, replyBy: 'counter' },
  EraseIdentity: { ground: 'request' },
  ErasePerson: { personId: id, ground: 'request' },
  OpenSuggestionBox: { openedAt: moment, location: 'Loket', slips: 1, witnesses: [witness] },
  TakeTicket: {},
  CallNextVisitor: { counter: '1' },
  FinishVisitor: { ticketId: id, outcome: 'served' },
  TakeStep: { step: 2 },
  ReleaseStep: { step: 2 },
  DecideWithdrawal: { step: 2, requestId: id, accept: true },
  ClassifyComplaint: {
    caseType: 'complaint',
    categoryId: 'infrastruktur.jalan-rusak',
    unitIds: ['pupr'],
  },
  ReferComplaint: { destination: 'Kepolisian', reason: text },
  LinkDuplicate: { primaryComplaintId: id },
  UnlinkDuplicate: { reason: text },
  RequestClarification: { question: text },
  SealCase: { ground: 'graft' },
  UnsealCase: { reason: text },
  AnswerAtOnce: { answer: text, categoryId: 'infrastruktur.jalan-rusak' },
  ConsultUnit: { unitId: 'pupr', question: text },
  RecordUnitAnswer: { consultationId: id, answer: text },
  CancelConsultation: { consultationId: id, reason: text },
  ConcludeCoordination: { summary: text },
  ScheduleMeeting: { at: '2026-11-26T01:00:00.000Z', place: 'Ruang rapat', agenda: [text] },
  RescheduleMeeting: { meetingId: id, at: '2026-11-27T01:00:00.000Z', reason: text },
  CancelMeeting: { meetingId: id, reason: text },
  RecordMeeting: {
    from: '2026-11-24T00:00:00.000Z',
    to: moment,
    attendance: [{ name: 'Ketua Tim' }],
    discussion: text,
    decisions: [{ text }],
    outcome: 'decided',
  },
  WaiveMeeting: { reason: text },
  DraftAnswer: { answer: text },
  ProcessSettlement: { settlement: text },
  ReturnAnswer: { reason: text },
  ApproveAnswer: {},
  BeginSigning: { documentId: '0d9f1f5e-6a53-4f0c-9a3f-3d3a1f0a7a11' },
  SignAnswer: { method: 'paper', signedSha256: 'a'.repeat(64) },
  RecordSigningFailure: { reason: text },
  StampAnswer: {},
  DiscardDocument: { reason: text },
  DeliverResult: { method: 'counter' },
  ClarifySatisfaction: { satisfied: true },
  GrantDelegation: {
    accountId: id,
    kind: 'plh',
    from: '2026-11-24',
    until: '2026-11-30',
    letterNumber: '800/1/2026',
  },
  RevokeDelegation: { delegationId: id, reason: text },
  CompleteContactTask: { taskId: id, outcome: 'reached' },
};
