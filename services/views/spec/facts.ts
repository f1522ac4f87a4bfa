import type { EventData, EventType } from '#libs/contracts';

export const complaintId = '5d0a9d8e-6a53-5c9e-9a44-0d3f1b0a7e01';
export const otherId = '5d0a9d8e-6a53-5c9e-9a44-0d3f1b0a7e02';
export const waru = '64.09.02';

/** UUID with a number at its end. */
export const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const person = { personId: id(1), details: { name: 'Rudi', position: 'Ketua RT' } };
export const reporter = { name: 'Siti Aminah', phone: '+6281234567890', email: 'siti@example.org' };
export const hash = 'd0'.repeat(32);

const facts = {
  registerNumber: 'REG/0007/Kec.Waru/2026',
  caseType: 'complaint',
  channel: 'walk-in',
  receivedAt: '2026-11-23T01:00:00.000Z',
  anonymous: false,
  confidential: false,
  meetingHeld: false,
  shortWay: false,
} as const;

type Samples = {
  [
    T in Exclude<
      EventType,
      | 'ProcedurePublished'
      | 'KecamatanListed'
      | 'CalendarPublished'
      | 'TimerFired'
      | 'AccountCreated'
      | 'AccountDisabled'
      | 'AccountEnabled'
      | 'PasswordChanged'
      | 'SecondFactorEnabled'
      | 'SecondFactorDisabled'
      | 'RecoveryCodeUsed'
      | 'ProfileChanged'
      | 'SignInRestricted'
      | 'OfficerListed'
      | 'OfficerUnlisted'
      | 'DelegationGranted'
      | 'DelegationRevoked'
    >
  ]: EventData<T>;
};

/** Data of one event of every type that can stand in the streams of a case or at the counter. */
export const samples: Samples = {
  ComplaintRegistered: {
    caseType: 'complaint',
    channel: 'walk-in',
    receivedAt: '2026-11-23T01:00:00.000Z',
    subject: 'Lampu jalan padam',
    description: 'Lampu jalan di depan pasar padam sejak Senin.',
    anonymous: false,
    confidential: false,
    replyBy: 'phone',
    language: 'id',
    reporter,
    reportedParties: [person],
    trackingCode: 'K7QM-2XRD',
  },
  RegisterNumberAssigned: { n: 7, year: 2026, registerNumber: facts.registerNumber },
  InformationAdded: { text: 'Sekarang tiga lampu.' },
  FileAttached: {
    fileId: id(30),
    sha256: 'ab'.repeat(32),
    size: 123_456,
    mediaType: 'image/jpeg',
    purpose: 'report',
    fromReporter: true,
    name: 'lampu mati.jpg',
    thumbnail: true,
    width: 1_600,
    height: 1_200,
  },
  FileRemoved: { fileId: id(30), reason: 'privacy' },
  ClarificationAnswered: { requestId: id(2), text: 'Di dekat jembatan.' },
  WithdrawalRequested: { requestId: id(3), reason: 'Sudah diperbaiki.' },
  ClarificationOpened: { requestId: id(2) },
  WithdrawalSettled: { requestId: id(3), accepted: false },
  SealNoted: { ground: 'camat' },
  CaseEnded: { outcome: 'satisfied' },
  ReporterCorrected: {
    reporter: { name: 'Siti Amina', phone: '+628129999999' },
    replyBy: 'whatsapp',
  },
  IdentityErased: { ground: 'request' },
  PersonErased: { personId: person.personId, ground: 'request' },
  NumberAllocated: { holderId: complaintId, complaintId },
  SuggestionBoxOpened: {
    openingId: id(4),
    openedAt: '2026-11-24T00:00:00.000Z',
    location: 'Kantor Camat',
    slips: 3,
    witnesses: [person],
  },
  SlipRecorded: { complaintId },
  SlipReleased: { complaintId },
  VisitorArrived: { ticketId: id(5), ticket: 1, purpose: 'complaint' },
  VisitorCalled: { ticketId: id(5), ticket: 1, counter: 'Loket 1' },
  VisitorServed: { ticketId: id(5) },
  VisitorLeft: { ticketId: id(5) },
  CaseHandedOver: { from: 'intake', to: 'triage', toStep: 2, toRound: 1, facts },
  CaseArrived: { from: 'intake', facts },
  StepTaken: { accountId: 'account-tim' },
  StepReleased: { accountId: 'account-tim', reason: 'Cuti.' },
  WithdrawalNoted: { requestId: id(3) },
  WithdrawalForwarded: { requestId: id(3), to: 'coordination' },
  WithdrawalAccepted: { requestId: id(3) },
  WithdrawalRefused: { requestId: id(3), reason: 'Menyangkut keselamatan.' },
  CaseReopened: { atStep: 5, toRound: 2, reopenReason: 'answer-unclear' },
  CaseClosed: { outcome: 'satisfied' },
  ComplaintClassified: {
    caseType: 'complaint',
    categoryId: 'jalan',
    priority: 'high',
    unitIds: ['dinas-pu'],
    fieldExamination: true,
    note: 'Periksa ke lapangan.',
  },
  ComplaintReferred: { destination: 'PLN', reason: 'Bukan wewenang.' },
  LinkedAsDuplicate: { primaryComplaintId: otherId },
  UnlinkedFromDuplicate: { primaryComplaintId: otherId, reason: 'Keliru.' },
  DuplicateAttached: { duplicateComplaintId: otherId },
  DuplicateDetached: { duplicateComplaintId: otherId },
  ClarificationRequested: { requestId: id(2), question: 'Di mana?', answerBy: '2026-12-01' },
  ClarificationReceived: { requestId: id(2) },
  CaseSealed: { ground: 'graft', note: 'Dugaan pungli.' },
  CaseUnsealed: { reason: 'Tidak terbukti.' },
  AnsweredAtOnce: { answer: 'Datang ke loket 2.' },
  UnitConsulted: {
    consultationId: id(6),
    unitId: 'dinas-pu',
    question: 'Kapan diperbaiki?',
    dueAt: '2026-12-01T08:00:00.000Z',
  },
  UnitAnswered: {
    consultationId: id(6),
    unitId: 'dinas-pu',
    answer: 'Minggu ini.',
    answeredAt: '2026-11-24T03:00:00.000Z',
    answeredBy: person,
  },
  UnitReminded: { consultationId: id(6), unitId: 'dinas-pu', reminder: 1 },
  ConsultationCancelled: { consultationId: id(6), unitId: 'dinas-pu', reason: 'Salah unit.' },
  CoordinationConcluded: { summary: 'Dinas siap.', unansweredUnitIds: ['pln'] },
  MeetingScheduled: {
    meetingId: id(7),
    at: '2026-11-26T01:00:00.000Z',
    place: 'Aula',
    agenda: ['Lampu'],
    invited: [person],
  },
  MeetingRescheduled: { meetingId: id(7), at: '2026-11-27T01:00:00.000Z', reason: 'Aula penuh.' },
  MeetingCancelled: { meetingId: id(7), reason: 'Hujan.' },
  MeetingHeld: {
    meetingId: id(7),
    from: '2026-11-26T01:00:00.000Z',
    to: '2026-11-26T02:00:00.000Z',
    attendance: [{ ...person, present: true }],
    discussion: 'Dibahas.',
    decisions: [{ decisionId: id(8), text: 'Pasang lampu.', unitId: 'dinas-pu' }],
    outcome: 'decided',
  },
  MeetingWaived: { reason: 'Cukup jelas.' },
  AnswerDrafted: { draft: 1, answer: 'Lampu dipasang.' },
  SettlementProcessed: { draft: 1, settlement: 'Sudah dipasang.' },
  AnswerReturned: { draft: 1, reason: 'Sebut tanggal.' },
  AnswerApproved: {
    draft: 1,
    signerKind: 'camat',
    documentId: id(9),
    documentKind: 'berita-acara',
  },
  BeritaAcaraNumbered: {
    documentId: id(9),
    n: 12,
    year: 2026,
    number: '700.1.2.4/12/Kec.Waru/2026',
  },
  BeritaAcaraRendered: {
    documentId: id(9),
    mediaType: 'application/json',
    sha256: hash,
    document: '{}',
  },
  SigningBegun: { documentId: id(9), attemptId: id(19) },
  SigningFailed: { documentId: id(9), reason: 'BSrE tidak menjawab.' },
  AnswerSigned: {
    documentId: id(9),
    method: 'electronic',
    signedAt: '2026-11-24T04:00:00.000Z',
    signerKind: 'camat',
    signedSha256: hash,
  },
  AnswerStamped: { documentId: id(9), stampedAt: '2026-11-24T05:00:00.000Z' },
  BeritaAcaraNumberVoided: {
    documentId: id(9),
    number: '700.1.2.4/12/Kec.Waru/2026',
    reason: 'Salah ketik.',
  },
  ResultDelivered: {
    method: 'counter',
    deliveredAt: '2026-11-24T06:00:00.000Z',
    receivedBy: 'representative',
    recipient: person,
    note: 'Diambil kakak.',
    answer: 'Lampu dipasang.',
  },
  SatisfactionClarified: {
    satisfied: false,
    reopenReason: 'answer-unclear',
    comment: 'Kurang jelas.',
  },
  SurveyAnswered: { grades: [4, 3, 4, 4, 3, 4, 4, 3, 2], comment: 'Ruang tunggu sempit.' },
  RecipientNoted: { contact: reporter, replyBy: 'phone', language: 'id' },
  MessageQueued: {
    messageId: id(10),
    factId: id(11),
    purpose: 'answer',
    recipient: { kind: 'reporter' },
    transport: 'task',
    about: { outcome: 'satisfied' },
    text: 'Lampu dipasang.',
  },
  DeliveryAttempted: { messageId: id(10), attempt: 1, transportMessageId: '<1@aduan>' },
  MessageDelivered: { messageId: id(10), attempt: 1 },
  DeliveryFailed: { messageId: id(10), attempt: 1, reason: 'timeout' },
  DeliveryOutcomeUnknown: { messageId: id(10), attempt: 1 },
  DeliveryGivenUp: { messageId: id(10), reason: 'erased' },
  ContactTaskCreated: { taskId: id(12), messageId: id(10), method: 'phone' },
  ContactTaskCompleted: { taskId: id(12), outcome: 'reached', note: 'Senang.' },
};
