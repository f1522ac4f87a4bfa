import { atStep, evolveCase, type CaseEvent, type CaseState } from '#libs/casework';
import { leavesUnknown, type EventOf } from '#libs/contracts';
import type { Recorded } from '#libs/eventsourcing';
import { isUnderWay, type Resolution, type ResolutionEvent, type Work } from './state.js';

/** Folds one event of a `resolution-…` stream. */
export const evolve = (state: Resolution, event: Recorded<ResolutionEvent>): Resolution => ({
  case: moved(evolveCase(state.case, event as Recorded<CaseEvent>), event),
  work: worked(state.work, event),
  drafts: event.type === 'AnswerDrafted' ? event.data.draft : state.drafts,
  numbers:
    event.type === 'BeritaAcaraNumbered' ? [...state.numbers, event.data.number] : state.numbers,
  lastDelivered: event.type === 'ResultDelivered' ? event.metadata.round : state.lastDelivered,
  lastSurveyed: event.type === 'SurveyAnswered' ? event.metadata.round : state.lastSurveyed,
});

// The steps that change without a hand-over.
const moved = (state: CaseState, event: Recorded<ResolutionEvent>): CaseState => {
  if (state.status !== 'held') return state;
  const at = event.metadata.occurredAt;
  switch (event.type) {
    case 'SettlementProcessed':
      return atStep(state, 6, at);
    case 'AnswerReturned':
    case 'BeritaAcaraNumberVoided':
      return atStep(state, 5, at);
    case 'AnswerSigned':
      return event.data.method === 'electronic' ? atStep(state, 7, at) : state;
    case 'AnswerStamped':
      return atStep(state, 7, at);
    case 'CaseReopened':
      // Reopened elsewhere, the round begins with the arrival there; here it ends with the hand-over.
      return event.data.atStep === 5
        ? { ...atStep(state, 5, at), round: event.data.toRound }
        : state;
    default:
      return state;
  }
};

const worked = (work: Work, event: Recorded<ResolutionEvent>): Work => {
  switch (event.type) {
    case 'CaseArrived':
      return event.metadata.step === 7 ? { stage: 'answered-at-once' } : { stage: 'drafting' };
    case 'CaseReopened':
    case 'AnswerReturned':
      return { stage: 'drafting' };
    case 'CaseHandedOver':
    case 'CaseClosed':
      return { stage: 'none' };
    case 'AnswerDrafted':
      return { stage: 'drafting', draft: event.data.draft };
    case 'SettlementProcessed':
      return { stage: 'submitted', draft: event.data.draft };
    case 'ResultDelivered':
      return { stage: 'delivered', deliveredAt: event.data.deliveredAt };
    default:
      return documented(work, event);
  }
};

const documented = (work: Work, event: Recorded<ResolutionEvent>): Work => {
  switch (event.type) {
    case 'AnswerApproved':
      return approved(event);
    case 'BeritaAcaraNumbered':
      return work.stage === 'approved'
        ? { ...work, stage: 'numbered', number: event.data.number }
        : work;
    case 'BeritaAcaraRendered':
      return work.stage === 'numbered'
        ? {
            ...work,
            stage: 'rendered',
            sha256: event.data.sha256,
            renderedAt: event.metadata.occurredAt,
          }
        : work;
    case 'SigningBegun':
      return begun(work, event);
    case 'SigningFailed':
      return failed(work, event);
    case 'AnswerSigned':
      return signed(work, event);
    case 'BeritaAcaraNumberVoided':
      return 'draft' in work && work.draft !== undefined
        ? { stage: 'drafting', draft: work.draft }
        : { stage: 'drafting' };
    default:
      return work;
  }
};

const approved = ({ data, metadata }: Recorded<EventOf<'AnswerApproved'>>): Work => ({
  stage: 'approved',
  documentId: data.documentId,
  documentKind: data.documentKind,
  draft: data.draft,
  approvedBy: metadata.actor.id,
  approvedAt: metadata.occurredAt,
  signerKind: data.signerKind,
  ...(data.delegationId === undefined ? {} : { delegationId: data.delegationId }),
});

const begun = (work: Work, { data, metadata }: Recorded<EventOf<'SigningBegun'>>): Work =>
  work.stage === 'rendered' && work.documentId === data.documentId
    ? { ...work, signing: { attemptId: data.attemptId, begunAt: metadata.occurredAt } }
    : work;

// What somebody records by hand says how things stand after a signing that was cut off, not of one at work.
const failed = (work: Work, { data, metadata }: Recorded<EventOf<'SigningFailed'>>): Work => {
  if (work.stage !== 'rendered' || !work.signing) return work;
  const { signing, ...rest } = work;
  if (data.attemptId === undefined) return isUnderWay(signing, metadata.occurredAt) ? work : rest;
  if (data.attemptId !== signing.attemptId) return work;
  return leavesUnknown(data.fault) ? { ...rest, signing: { ...signing, unknown: true } } : rest;
};

const signed = (work: Work, { data }: Recorded<EventOf<'AnswerSigned'>>): Work =>
  work.stage === 'rendered'
    ? {
        ...work,
        stage: 'signed',
        method: data.method,
        signedAt: data.signedAt,
        signedSha256: data.signedSha256,
      }
    : work;
