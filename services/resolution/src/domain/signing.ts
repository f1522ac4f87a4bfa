import { here, momentNotBefore, requireWorker, type HeldCase, type Order } from '#libs/casework';
import { DomainError, type Step } from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import { isValidAt } from './delegation.js';
import type { WithDelegations } from './orders.js';
import { signerOf, signerRoles } from './signer.js';
import type { Rendered, Resolution, ResolutionEvent, Work } from './state.js';

type Decided = Decision<ResolutionEvent>[];
type Signed = Extract<Work, { stage: 'signed' }>;

// The Petugas keeps the scan, the failure and the stamp for the signer, whoever has the step in hand.
const atSigning = (...steps: Step[]) =>
  ({ roles: [...signerRoles, 'petugas'], steps, besideTaker: true }) as const;

const requireRendered = (work: Work): Rendered => {
  if (work.stage === 'rendered') return work;
  throw new DomainError(work.stage === 'signed' ? 'document-signed' : 'document-missing');
};

// Step 7 is reached by signing too: there a signed document is the same question, anything else another step.
const signedAlready = (work: Work, held: HeldCase): Signed | undefined => {
  if (work.stage === 'signed') return work;
  if (held.step === 7) throw new DomainError('wrong-step', { step: 7 });
  return undefined;
};

/** Who may record this signature. The scan of paper may also be kept by those who work beside the signer. */
const requireSigner = (order: Order<'SignAnswer'>, held: HeldCase, work: Rendered): void => {
  const { by, data } = order;
  if (by.id === work.approvedBy) return;
  const clerk = by.role === 'petugas' || held.facts.sealed !== undefined;
  if (clerk && data.method === 'paper') return;
  if (by.role === 'petugas') throw new DomainError('wrong-role', { role: by.role });
  throw new DomainError('not-the-signer');
};

// An acting officer signs within his days, whatever was so when he approved.
const requireDelegation = (
  order: Order<'SignAnswer', WithDelegations>,
  work: Rendered,
  signedAt: string,
): void => {
  if (work.delegationId === undefined) return;
  const known = order.delegations.find((each) => each.delegationId === work.delegationId);
  if (!known || !isValidAt(known, signedAt, order.procedure))
    throw new DomainError('no-delegation');
};

/**
 * The signature. Electronic: the signer signs the very document (its hash); that ends step 6. Paper: the hash is the
 * scan's, and the stamp follows. The same signature again is no news.
 */
export const signAnswer = (
  order: Order<'SignAnswer', WithDelegations>,
  state: Resolution,
): Decided => {
  const held = requireWorker(order, state.case, atSigning(6, 7));
  const { method, signedSha256 } = order.data;
  const before = signedAlready(state.work, held);
  if (before?.method === method && before.signedSha256 === signedSha256) return [];
  const work = requireRendered(state.work);
  requireSigner(order, held, work);
  const signedAt = momentNotBefore(order.data.signedAt, order.at, work.renderedAt, 'signedAt');
  requireDelegation(order, work, signedAt);
  if (method === 'electronic' && signedSha256 !== work.sha256)
    throw new DomainError('wrong-document-hash', {}, { field: 'signedSha256' });
  const { documentId, signerKind } = work;
  const data = { documentId, method, signedAt, signerKind, signedSha256 };
  return [here(held, { type: 'AnswerSigned', data })];
};

/** Signing did not succeed; the document keeps its number and can be signed later or discarded. */
export const recordSigningFailure = (
  order: Order<'RecordSigningFailure', WithDelegations>,
  state: Resolution,
): Decided => {
  const held = requireWorker(order, state.case, atSigning(6));
  if (order.by.role !== 'petugas') signerOf(order, held);
  const { documentId } = requireRendered(state.work);
  const data = { documentId, reason: order.data.reason };
  return [here(held, { type: 'SigningFailed', data })];
};

/** The signed paper bears the stamp; that ends step 6. Throws DomainError `stamp-not-needed`, `document-not-signed`. */
export const stampAnswer = (
  order: Order<'StampAnswer', WithDelegations>,
  state: Resolution,
): Decided => {
  const held = requireWorker(order, state.case, atSigning(6, 7));
  if (order.by.role !== 'petugas') signerOf(order, held);
  const signed = signedAlready(state.work, held);
  if (!signed)
    throw new DomainError(
      state.work.stage === 'rendered' ? 'document-not-signed' : 'document-missing',
    );
  if (signed.method === 'electronic') throw new DomainError('stamp-not-needed');
  if (held.step === 7) return [];
  const stampedAt = momentNotBefore(order.data.stampedAt, order.at, signed.signedAt, 'stampedAt');
  const data = { documentId: signed.documentId, stampedAt };
  return [here(held, { type: 'AnswerStamped', data })];
};
