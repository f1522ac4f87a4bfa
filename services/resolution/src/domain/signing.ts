import { here, momentNotBefore, requireWorker, type HeldCase, type Order } from '#libs/casework';
import { DomainError, type Step } from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import { isValidAt } from './delegation.js';
import type { WithDelegations } from './orders.js';
import { signerOf, signerRoles } from './signer.js';
import {
  isUnderWay,
  type Rendered,
  type Resolution,
  type ResolutionEvent,
  type Work,
} from './state.js';

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
  order: WithDelegations & Pick<Order<'SignAnswer'>, 'procedure'>,
  work: Rendered,
  signedAt: string,
): void => {
  if (work.delegationId === undefined) return;
  const known = order.delegations.find((each) => each.delegationId === work.delegationId);
  if (!known || !isValidAt(known, signedAt, order.procedure))
    throw new DomainError('no-delegation');
};

// An electronic signature was made when the signer ordered it, however late it is recorded.
const givenMoment = ({ data }: Order<'SignAnswer'>, { signing }: Rendered): string | undefined =>
  data.signedAt ?? (data.method === 'electronic' ? signing?.begunAt : undefined);

// A file with the signature in it is another one than the document; without a file the hash is that of the document.
const requireSignedFile = ({ data }: Order<'SignAnswer'>, { sha256 }: Rendered): void => {
  if ((data.signedSha256 === sha256) === (data.fileId === undefined)) return;
  throw new DomainError('wrong-document-hash', {}, { field: 'signedSha256' });
};

/** Throws DomainError `signing-under-way` while an electronic signing may be at work. */
export const requireNoneUnderWay = ({ signing }: Rendered, at: string): void => {
  if (isUnderWay(signing, at)) throw new DomainError('signing-under-way');
};

/**
 * An electronic signature is announced, so that no crash hides it. A signature cannot be taken back: whoever may not sign is
 * refused here, before the signing service is asked. One at a time; after one whose outcome is unknown only when the signer
 * says that he found out.
 */
export const beginSigning = (
  order: Order<'BeginSigning', WithDelegations>,
  state: Resolution,
): Decided => {
  const held = requireWorker(order, state.case, {
    roles: signerRoles,
    steps: [6, 7],
    besideTaker: true,
  });
  const { documentId, afterUnknown } = order.data;
  if (signedAlready(state.work, held)) throw new DomainError('document-signed');
  const work = requireRendered(state.work);
  if (order.by.id !== work.approvedBy) throw new DomainError('not-the-signer');
  requireDelegation(order, work, order.at);
  if (work.documentId !== documentId)
    throw new DomainError('wrong-document-hash', {}, { field: 'documentId' });
  requireNoneUnderWay(work, order.at);
  if (work.signing && !afterUnknown) throw new DomainError('signing-outcome-unknown');
  const data = { documentId, attemptId: order.idFor('attempt') };
  return [here(held, { type: 'SigningBegun', data })];
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
  const signedAt = momentNotBefore(givenMoment(order, work), order.at, work.renderedAt, 'signedAt');
  requireDelegation(order, work, signedAt);
  if (method === 'electronic') requireSignedFile(order, work);
  else requireNoneUnderWay(work, order.at);
  const { documentId, signerKind } = work;
  const { fileId } = order.data;
  const file = fileId === undefined ? {} : { fileId };
  const data = { documentId, method, signedAt, signerKind, signedSha256, ...file };
  return [here(held, { type: 'AnswerSigned', data })];
};

/** Signing did not succeed; the document keeps its number and can be signed later or discarded. */
export const recordSigningFailure = (
  order: Order<'RecordSigningFailure', WithDelegations>,
  state: Resolution,
): Decided => {
  const held = requireWorker(order, state.case, atSigning(6));
  if (order.by.role !== 'petugas') signerOf(order, held);
  const { documentId, signing } = requireRendered(state.work);
  // News of a signing that another one has followed is too late.
  if (order.data.attemptId !== undefined && order.data.attemptId !== signing?.attemptId) return [];
  const data = { documentId, ...order.data };
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
