import type { CaseFacts } from '#libs/contracts';
import type { CaseHead } from './case-head.js';
import type { Opened, Table } from './opened.js';

type Change = Partial<CaseHead> | undefined;

const untaken = { takenBy: undefined, takenAt: undefined };

/** The case at another step of the same holder: nobody has it in hand there yet. */
const atStep = (step: number, arrivedAt: string): Change => ({ step, arrivedAt, ...untaken });

const factsOf = (facts: CaseFacts): Change => {
  const { caseType, registerNumber, sealed, categoryId, priority, unitIds } = facts;
  const { fieldExamination } = facts;
  return {
    caseType,
    registerNumber,
    sealed,
    reserved: sealed !== undefined,
    ...(categoryId === undefined ? {} : { categoryId }),
    ...(priority === undefined ? {} : { priority }),
    ...(unitIds === undefined ? {} : { unitIds }),
    ...(fieldExamination === undefined ? {} : { fieldExamination }),
  };
};

const arrived = (_: CaseHead, event: Opened<'CaseArrived'>): Change => {
  const { step, round, occurredAt } = event.metadata;
  const holder = event.streamId.split('-')[0] as CaseHead['holder'];
  return {
    ...factsOf(event.data.facts),
    ...atStep(step, occurredAt),
    round,
    holder,
    inTransit: false,
    delivered: false,
    openQuestions: [],
  };
};

const reopened = (_: CaseHead, { data, metadata }: Opened<'CaseReopened'>): Change =>
  data.atStep < 5
    ? undefined
    : { ...atStep(data.atStep, metadata.occurredAt), round: data.toRound, delivered: false };

/** What each type of event changes in the head of a case. */
export const headChanges: Table<CaseHead, Change> = {
  RegisterNumberAssigned: (_, { data }) => ({ registerNumber: data.registerNumber }),
  CaseHandedOver: () => ({ inTransit: true, ...untaken, openQuestions: [] }),
  CaseArrived: arrived,
  StepTaken: (_, { data, metadata }) => ({
    takenBy: data.accountId,
    takenAt: metadata.occurredAt,
  }),
  StepReleased: () => untaken,
  ComplaintClassified: (_, { data }) => ({
    caseType: data.caseType,
    categoryId: data.categoryId,
    priority: data.priority,
    unitIds: data.unitIds,
    fieldExamination: data.fieldExamination,
  }),
  LinkedAsDuplicate: (_, { data }) => ({ primaryComplaintId: data.primaryComplaintId }),
  UnlinkedFromDuplicate: () => ({ primaryComplaintId: undefined }),
  ClarificationRequested: ({ openQuestions }, { data }) => ({
    openQuestions: [...openQuestions, data.requestId],
  }),
  ClarificationReceived: ({ openQuestions }, { data }) => ({
    openQuestions: openQuestions.filter((each) => each !== data.requestId),
  }),
  CaseSealed: (_, { data }) => ({ sealed: data.ground, reserved: true }),
  CaseUnsealed: () => ({ sealed: undefined, reserved: false }),
  WithdrawalRequested: () => ({ withdrawalAsked: true }),
  WithdrawalAccepted: () => ({ withdrawalAsked: false }),
  WithdrawalRefused: () => ({ withdrawalAsked: false }),
  WithdrawalSettled: () => ({ withdrawalAsked: false }),
  CoordinationConcluded: (_, { metadata }) => atStep(4, metadata.occurredAt),
  SettlementProcessed: (_, { metadata }) => atStep(6, metadata.occurredAt),
  AnswerReturned: (_, { metadata }) => atStep(5, metadata.occurredAt),
  AnswerSigned: (_, { data, metadata }) =>
    data.method === 'electronic' ? atStep(7, metadata.occurredAt) : undefined,
  AnswerStamped: (_, { metadata }) => atStep(7, metadata.occurredAt),
  BeritaAcaraNumberVoided: (_, { metadata }) => atStep(5, metadata.occurredAt),
  ResultDelivered: () => ({ delivered: true }),
  CaseReopened: reopened,
  CaseClosed: ({ closedAt }, { data, metadata }) =>
    closedAt === undefined
      ? {
          outcome: data.outcome,
          closedAt: metadata.occurredAt,
          inTransit: false,
          withdrawalAsked: false,
          ...untaken,
          openQuestions: [],
        }
      : undefined,
};
