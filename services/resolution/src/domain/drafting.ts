import { here, requireWorker, type Order } from '#libs/casework';
import { DomainError } from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import type { WithDelegations } from './orders.js';
import { signerOf, signerRoles } from './signer.js';
import type { Resolution, ResolutionEvent } from './state.js';

type Decided = Decision<ResolutionEvent>[];

/** Step 5: the next version of the answer. */
export const draftAnswer = (order: Order<'DraftAnswer'>, state: Resolution): Decided => {
  const held = requireWorker(order, state.case, { roles: ['kasi'], steps: [5] });
  const data = { draft: state.drafts + 1, answer: order.data.answer };
  return [here(held, { type: 'AnswerDrafted', data })];
};

/**
 * Step 5 done: the draft goes to the signer. Throws DomainError `draft-missing` where nothing was written in this round,
 * or not since the signer returned it.
 */
export const processSettlement = (
  order: Order<'ProcessSettlement'>,
  state: Resolution,
): Decided => {
  const held = requireWorker(order, state.case, { roles: ['kasi'], steps: [5] });
  const draft = state.work.stage === 'drafting' ? state.work.draft : undefined;
  if (draft === undefined) throw new DomainError('draft-missing');
  const data = { draft, settlement: order.data.settlement };
  return [here(held, { type: 'SettlementProcessed', data })];
};

/** Step 6: the signer wants it changed. An approved answer is not returned: its document is discarded. */
export const returnAnswer = (
  order: Order<'ReturnAnswer', WithDelegations>,
  state: Resolution,
): Decided => {
  const required = { roles: signerRoles, steps: [6], besideTaker: true } as const;
  const held = requireWorker(order, state.case, required);
  signerOf(order, held);
  if (state.work.stage !== 'submitted') throw new DomainError('answer-approved');
  const data = { draft: state.work.draft, reason: order.data.reason };
  return [here(held, { type: 'AnswerReturned', data })];
};
