import { here, requireWorker, type Order } from '#libs/casework';
import { DomainError } from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import type { RecordDocument, WithDelegations } from './orders.js';
import { signerOf, signerRoles } from './signer.js';
import { requireNoneUnderWay } from './signing.js';
import type { Resolution, ResolutionEvent } from './state.js';

type Decided = Decision<ResolutionEvent>[];

// Authority to sign does not depend on who has the step in hand: an acting officer signs for a Camat who fell ill.
const bySigner = { roles: signerRoles, steps: [6], besideTaker: true } as const;

/** Step 6: the answer is approved; number and document follow by themselves (see `recordDocument`). */
export const approveAnswer = (
  order: Order<'ApproveAnswer', WithDelegations>,
  state: Resolution,
): Decided => {
  const held = requireWorker(order, state.case, bySigner);
  const signer = signerOf(order, held);
  const { work } = state;
  if (work.stage !== 'submitted') {
    if ('approvedBy' in work && work.approvedBy === order.by.id) return [];
    throw new DomainError('answer-approved');
  }
  return [
    here(held, {
      type: 'AnswerApproved',
      data: {
        draft: work.draft,
        signerKind: signer.kind,
        ...(signer.delegationId === undefined ? {} : { delegationId: signer.delegationId }),
        documentId: order.idFor('document'),
        documentKind: held.facts.meetingHeld ? 'berita-acara' : 'jawaban',
      },
    }),
  ];
};

/**
 * Number and document of an approved answer, each once. Late, repeated, or for a document that was discarded it says
 * nothing. Throws DomainError `already-done` for a number that another document of this case has.
 */
export const recordDocument = (order: RecordDocument, state: Resolution): Decided => {
  const { documentId, n, year, number } = order;
  const { work } = state;
  if (state.case.status === 'absent') throw new DomainError('not-arrived');
  if (state.case.status !== 'held') return [];
  if (work.stage !== 'approved' && work.stage !== 'numbered') return [];
  if (work.documentId !== documentId) return [];
  const { text: document, mediaType, sha256, verificationCode } = order.document;
  const rendered = here(state.case, {
    type: 'BeritaAcaraRendered',
    data: {
      documentId,
      mediaType,
      sha256,
      document,
      ...(verificationCode === undefined ? {} : { verificationCode }),
    },
  } as const);
  if (work.stage === 'numbered') return [rendered];
  if (state.numbers.includes(number)) throw new DomainError('already-done');
  const data = { documentId, n, year, number };
  return [here(state.case, { type: 'BeritaAcaraNumbered', data }), rendered];
};

/**
 * The document will not be used: its number is void, and the case goes back to step 5. Throws DomainError
 * `document-missing` before there is a number, `document-signed`.
 */
export const discardDocument = (
  order: Order<'DiscardDocument', WithDelegations>,
  state: Resolution,
): Decided => {
  const held = requireWorker(order, state.case, bySigner);
  signerOf(order, held);
  const { work } = state;
  if (work.stage === 'signed') throw new DomainError('document-signed');
  if (work.stage !== 'numbered' && work.stage !== 'rendered')
    throw new DomainError('document-missing');
  if (work.stage === 'rendered') requireNoneUnderWay(work, order.at);
  const data = {
    documentId: work.documentId,
    number: work.number,
    reason: order.data.reason,
  };
  return [here(held, { type: 'BeritaAcaraNumberVoided', data })];
};
