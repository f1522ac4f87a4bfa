/** Words of the frame of every action. */
export const frame = {
  withoutNumber: 'No number yet',
  theCase: 'The complaint',
  place: 'Place',
  village: 'Kelurahan or desa',
  type: 'Type',
  category: 'Category',
  received: 'Received',
  added: 'Added',
  otherChange: 'The complaint changed',
  sendAgain: 'What you typed is still here. Send it again shortly; it will not be recorded twice.',
  toReview: 'Look it over',
  reviewTitle: 'Look once more: this cannot be undone',
  reviewCard: 'What you entered',
  change: 'Change it',
  changedAway: 'The complaint has changed, and this can no longer be done',
  notNow: 'This cannot be done now',
  notNowBody: 'The complaint is at another step, in the hands of a colleague, or closed.',
  typed: 'What you typed, to be copied',
  toCase: 'See the complaint',
};
/** What is wrong with a field. */
export const reasons = {
  required: 'This is required.',
  choose: 'Choose one.',
  when: 'The date or time is not right.',
  email: 'The email address is not right.',
  wrong: 'This is not right.',
  tooLong: (n: number): string => `Too long; ${n} characters at most.`,
  tooMany: (n: number): string => `Too many; ${n} at most.`,
  atLeast: (n: number): string => `Give at least ${n}.`,
  codes: {
    'reason-required': 'Say why.',
    'too-far-ahead': 'Too far ahead.',
    'nobody-present': 'At least one person must be present.',
    'before-receipt': 'Before the complaint was received.',
    'before-meeting': 'Before the day of the meeting.',
    'decision-required': 'Name the decision.',
    'control-characters': 'There are signs that cannot be printed.',
    'invalid-nik': 'The NIK is not right.',
    'invalid-phone': 'The telephone number is not right.',
  },
};
/** Why a page to look over comes first. */
export const consequences = {
  alihkan: 'The complaint is closed here and the reporter is told.',
  sampaikan: 'The answer counts as received and the time to respond begins.',
  segel: 'You will not see this complaint any more.',
  'hapus-identitas': 'The key of the reporter’s data is destroyed.',
};
/** Labels. */
export const fields = {
  reason: 'Reason',
  question: 'Question',
  answer: 'Answer',
  answerBy: 'To be answered by',
  destination: 'Authority',
  ground: 'Ground',
  note: 'Note',
  summary: 'Summary',
  settlement: 'Settlement',
  text: 'Information',
  unitId: 'Party concerned',
  dueAt: 'Due',
  consultationId: 'Question asked',
  answeredAt: 'Answered at',
  requestId: 'Question answered',
  caseType: 'Type',
  categoryId: 'Category',
  priority: 'Priority',
  unitIds: 'Responsible units',
  fieldExamination: 'Needs an examination in the field',
  acceptUnanswered: 'Go on although some have not answered',
  method: 'Way of delivery',
  deliveredAt: 'Delivered at',
  receivedBy: 'Received by',
  satisfied: 'Is the reporter satisfied?',
  reopenReason: 'Why not',
  comment: 'Comment',
};
/** Choices. */
export const grounds = { camat: 'About the Camat', graft: 'Alleged graft' };
/** How an answer is given. */
export const methods = {
  counter: 'At the counter',
  email: 'Email',
  phone: 'Telephone',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  letter: 'Letter',
  'notice-board': 'Notice board',
  'social-media': 'Social media',
  'sp4n-lapor': 'SP4N LAPOR!',
};
/** Who received it. */
export const receivers = {
  reporter: 'The reporter',
  representative: 'Somebody for the reporter',
  public: 'The public',
};
/** Why somebody is not satisfied. */
export const reopenReasons = {
  misclassified: 'Misunderstood',
  'facts-incomplete': 'Facts incomplete',
  'decision-contested': 'Decision contested',
  'not-carried-out': 'Not carried out',
  'answer-unclear': 'Answer unclear',
};
/** What happened to a case meanwhile. */
export const events = {
  StepTaken: 'Step taken',
  StepReleased: 'Step released',
  ComplaintClassified: 'Classified',
  UnitConsulted: 'A party was asked',
  UnitAnswered: 'A party answered',
  CoordinationConcluded: 'Coordination concluded',
  AnswerDrafted: 'Answer drafted',
  SettlementProcessed: 'Sent to be signed',
  ResultDelivered: 'Answer delivered',
  CaseClosed: 'Closed',
  CaseHandedOver: 'Handed over',
  ClarificationRequested: 'The reporter was asked',
};
/** Words of the record of a meeting. */
export const meeting = {
  at: 'When',
  place: 'Where',
  agenda: 'Agenda',
  agendaHint: 'One item on each line.',
  invited: 'Invited',
  from: 'Began',
  to: 'Ended',
  attendance: 'Attendance',
  addAttendant: 'Add somebody',
  name: 'Name',
  position: 'Position',
  institution: 'Institution',
  absent: 'Not present',
  discussion: 'Discussion',
  decisions: 'Decisions',
  addDecision: 'Add a decision',
  text: 'Decision',
  unit: 'Carried out by',
  due: 'Due',
  outcome: 'Outcome',
  decided: 'Decided: the step is done',
  undecided: 'Undecided: another meeting is needed',
  attendant: (n: number): string => `Attendant ${n}`,
  decision: (n: number): string => `Decision ${n}`,
};
