import { added, patched } from '../shared/lists.js';
import type { Table } from '../shared/opened.js';
import { most, type ComplaintDocument } from './document.js';
import type { Change } from './intake-events.js';

/** Events of a complaint in triage, and those that every holder can cause. */
export const triageTable: Table<ComplaintDocument, Change> = {
  ComplaintClassified: (_, { data }) => ({ reviewNote: data.note }),
  ComplaintReferred: (_, { data, metadata }) => ({
    referral: { destination: data.destination, reason: data.reason, at: metadata.occurredAt },
  }),
  DuplicateAttached: ({ duplicates }, { data }) => ({
    duplicates: added(
      duplicates.filter((each) => each !== data.duplicateComplaintId),
      data.duplicateComplaintId,
      most.duplicates,
    ),
  }),
  DuplicateDetached: ({ duplicates }, { data }) => ({
    duplicates: duplicates.filter((each) => each !== data.duplicateComplaintId),
  }),
  ClarificationRequested: ({ questions }, { data, metadata }) => ({
    questions: added(
      questions,
      {
        requestId: data.requestId,
        round: metadata.round,
        question: data.question,
        askedAt: metadata.occurredAt,
        ...(data.answerBy === undefined ? {} : { answerBy: data.answerBy }),
      },
      most.questions,
    ),
  }),
  CaseSealed: (_, { data }) => ({ sealNote: data.note, unsealReason: undefined }),
  CaseUnsealed: (_, { data }) => ({ unsealReason: data.reason }),
  AnsweredAtOnce: ({ answeredAtOnce }, { data, metadata }) => ({
    answeredAtOnce: added(
      answeredAtOnce,
      { round: metadata.round, answer: data.answer, answeredAt: metadata.occurredAt },
      most.others,
    ),
  }),
  WithdrawalAccepted: ({ withdrawal }, { data, metadata }) =>
    withdrawal?.requestId === data.requestId
      ? { withdrawal: { ...withdrawal, state: 'accepted', decidedAt: metadata.occurredAt } }
      : {},
  WithdrawalRefused: ({ withdrawal }, { data, metadata }) =>
    withdrawal?.requestId === data.requestId
      ? {
          withdrawal: {
            ...withdrawal,
            state: 'refused',
            decidedAt: metadata.occurredAt,
            refusalReason: data.reason,
          },
        }
      : {},
};

/** Events of a complaint in coordination that concern the parties concerned. */
export const consultationTable: Table<ComplaintDocument, Change> = {
  UnitConsulted: ({ consultations }, { data, metadata }) => ({
    consultations: added(
      consultations,
      {
        consultationId: data.consultationId,
        round: metadata.round,
        unitId: data.unitId,
        state: 'open',
        question: data.question,
        askedAt: metadata.occurredAt,
        dueAt: data.dueAt,
        reminders: 0,
      },
      most.consultations,
    ),
  }),
  UnitAnswered: ({ consultations }, { data }) => ({
    consultations: patched(consultations, (each) => each.consultationId === data.consultationId, {
      state: 'answered',
      answer: data.answer,
      answeredAt: data.answeredAt,
      ...(data.answeredBy === undefined ? {} : { answeredBy: data.answeredBy }),
    }),
  }),
  UnitReminded: ({ consultations }, { data }) => ({
    consultations: patched(consultations, (each) => each.consultationId === data.consultationId, {
      reminders: data.reminder,
    }),
  }),
  ConsultationCancelled: ({ consultations }, { data }) => ({
    consultations: patched(consultations, (each) => each.consultationId === data.consultationId, {
      state: 'cancelled',
      cancelReason: data.reason,
    }),
  }),
  CoordinationConcluded: ({ conclusions }, { data, metadata }) => ({
    conclusions: added(
      conclusions,
      {
        round: metadata.round,
        concludedAt: metadata.occurredAt,
        summary: data.summary,
        unansweredUnitIds: data.unansweredUnitIds,
      },
      most.conclusions,
    ),
  }),
};
