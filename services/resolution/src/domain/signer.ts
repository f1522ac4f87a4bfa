import type { HeldCase, Occasion } from '#libs/casework';
import { DomainError, type Role } from '#libs/contracts';
import { delegationOf } from './delegation.js';
import type { WithDelegations } from './orders.js';
import type { SignerKind } from './state.js';

/** Roles that may sign an open case; `kasi` only with a delegation. */
export const signerRoles: readonly Role[] = ['camat', 'kasi'];

export interface Signer {
  kind: SignerKind;
  delegationId?: string;
}

/**
 * In what capacity the actor signs now. Presumes that `requireWorker` let him through, so a sealed case has the
 * Inspektorat here and nobody else. Throws DomainError `no-delegation`.
 */
export const signerOf = (
  order: Pick<Occasion, 'by' | 'at' | 'procedure'> & WithDelegations,
  held: HeldCase,
): Signer => {
  const { by, at, delegations, procedure } = order;
  if (held.facts.sealed !== undefined) return { kind: 'inspektorat' };
  if (by.role === 'camat') return { kind: 'camat' };
  const wanted = { kecamatan: held.kecamatan, accountId: by.id, at, zone: procedure };
  const found = delegationOf(delegations, wanted);
  if (!found) throw new DomainError('no-delegation');
  return { kind: found.kind, delegationId: found.delegationId };
};

/**
 * The order as the step sees it: an acting officer takes step 6 as if he were the Camat. What is stored names his
 * account and role.
 */
export const asSigner = <T extends Pick<Occasion, 'by' | 'at' | 'procedure'> & WithDelegations>(
  order: T,
  held: HeldCase,
): T => {
  const { by, at, delegations, procedure } = order;
  if (held.step !== 6 || by.role !== 'kasi' || held.facts.sealed !== undefined) return order;
  const wanted = { kecamatan: held.kecamatan, accountId: by.id, at, zone: procedure };
  if (!delegationOf(delegations, wanted)) return order;
  return { ...order, by: { ...by, role: 'camat' } };
};
