import type { EventType, TimelineEntry } from '#libs/contracts';
import type { OpenedEvent } from '#libs/projections';

/** Fields of each type that a timeline tells; none of them is sealed in the store. */
const told: { [T in EventType]?: readonly string[] } = {
  ComplaintRegistered: ['caseType', 'channel', 'receivedAt'],
  RegisterNumberAssigned: ['registerNumber'],
  CaseHandedOver: ['from', 'to', 'toStep', 'toRound'],
  CaseArrived: ['from'],
  StepTaken: ['accountId'],
  StepReleased: ['accountId', 'releasedBy'],
  WithdrawalForwarded: ['to'],
  WithdrawalSettled: ['accepted'],
  CaseReopened: ['atStep', 'toRound', 'reopenReason'],
  CaseClosed: ['outcome', 'primaryComplaintId'],
  CaseEnded: ['outcome'],
  ComplaintClassified: ['caseType', 'categoryId', 'priority', 'unitIds', 'fieldExamination'],
  LinkedAsDuplicate: ['primaryComplaintId'],
  UnlinkedFromDuplicate: ['primaryComplaintId'],
  DuplicateAttached: ['duplicateComplaintId'],
  DuplicateDetached: ['duplicateComplaintId'],
  ClarificationRequested: ['requestId', 'answerBy'],
  ClarificationAnswered: ['requestId'],
  ClarificationReceived: ['requestId'],
  FileAttached: ['fileId', 'purpose', 'mediaType', 'size'],
  FileRemoved: ['fileId', 'reason'],
  CaseSealed: ['ground'],
  IdentityErased: ['ground'],
  PersonErased: ['personId', 'ground'],
  UnitConsulted: ['consultationId', 'unitId', 'dueAt'],
  UnitAnswered: ['consultationId', 'unitId', 'answeredAt'],
  UnitReminded: ['consultationId', 'unitId', 'reminder'],
  ConsultationCancelled: ['consultationId', 'unitId'],
  CoordinationConcluded: ['unansweredUnitIds'],
  MeetingScheduled: ['meetingId', 'at'],
  MeetingRescheduled: ['meetingId', 'at'],
  MeetingCancelled: ['meetingId'],
  MeetingHeld: ['meetingId', 'from', 'to', 'outcome'],
  AnswerDrafted: ['draft'],
  SettlementProcessed: ['draft'],
  AnswerReturned: ['draft'],
  AnswerApproved: ['draft', 'signerKind', 'documentId', 'documentKind'],
  BeritaAcaraNumbered: ['documentId', 'number'],
  BeritaAcaraRendered: ['documentId', 'sha256'],
  SigningBegun: ['documentId', 'attemptId'],
  SigningFailed: ['documentId', 'fault'],
  AnswerSigned: ['documentId', 'method', 'signedAt', 'signerKind'],
  AnswerStamped: ['documentId', 'stampedAt'],
  BeritaAcaraNumberVoided: ['documentId', 'number'],
  ResultDelivered: ['method', 'deliveredAt', 'receivedBy'],
  SatisfactionClarified: ['satisfied', 'reopenReason'],
  MessageQueued: ['messageId', 'purpose', 'transport'],
  DeliveryAttempted: ['messageId', 'attempt'],
  MessageDelivered: ['messageId', 'attempt'],
  DeliveryFailed: ['messageId', 'attempt', 'reason'],
  DeliveryOutcomeUnknown: ['messageId', 'attempt'],
  DeliveryGivenUp: ['messageId', 'reason'],
  ContactTaskCreated: ['taskId', 'method'],
  ContactTaskCompleted: ['taskId', 'outcome'],
};

type Detail = TimelineEntry['details'][string];

const isDetail = (value: unknown): value is Detail =>
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.every((item) => typeof item === 'string'));

/** Small facts of an event for the timeline; none for types that are not known. */
export const detailsOf = ({ type, data }: OpenedEvent): TimelineEntry['details'] => {
  const names = Object.hasOwn(told, type) ? (told[type as EventType] ?? []) : [];
  const pairs = names.map((name) => [name, data[name]] as const);
  return Object.fromEntries(
    pairs.filter((pair): pair is readonly [string, Detail] => isDetail(pair[1])),
  );
};
