import { covers, DomainError, type Role, type Step } from '#libs/contracts';
import type { CaseState, HeldCase } from './case-state.js';
import type { Occasion } from './order.js';

/**
 * Whether the actor may act on a case: his kecamatan, his own case for a reporter, the Inspektorat alone for a sealed
 * case, and for nothing but sealing otherwise. A command that names another kecamatan than the case's is refused even
 * to roles of the district: it would be decided by the wrong procedure. Throws DomainError `other-kecamatan`,
 * `wrong-role`, `case-sealed`.
 */
export const requireAccess = (
  occasion: Pick<Occasion, 'by' | 'complaintId' | 'kecamatan'>,
  of: { kecamatan: string; sealed: boolean },
): void => {
  const { by, complaintId } = occasion;
  if (by.role === 'system') return;
  if (!covers(by, of.kecamatan) || occasion.kecamatan !== of.kecamatan)
    throw new DomainError('other-kecamatan');
  if (by.role === 'reporter') {
    if (by.complaintId !== complaintId) throw new DomainError('not-found');
    return;
  }
  if (by.role === 'admin') return;
  if (of.sealed && by.role !== 'inspektorat') throw new DomainError('case-sealed');
  if (!of.sealed && by.role === 'inspektorat')
    throw new DomainError('wrong-role', { role: by.role });
};

/**
 * The case, if this service holds it. Throws DomainError `not-arrived` (the portal tries again for a while),
 * `case-elsewhere`, `case-closed`.
 */
export const requireHeld = (state: CaseState): HeldCase => {
  switch (state.status) {
    case 'held':
      return state;
    case 'absent':
      throw new DomainError('not-arrived');
    case 'passed-on':
      throw new DomainError('case-elsewhere');
    case 'closed':
      throw new DomainError('case-closed');
  }
};

/** What an officer must be to act on the present step. */
export interface Required {
  /** Steps at which the command belongs; any when left out. */
  steps?: readonly Step[];
  /** Roles that may give it on an open case; a sealed case takes the Inspektorat alone. */
  roles: readonly Role[];
  /** Allowed while another officer has the step in hand (e.g. the Petugas keeps the scan for the Camat). */
  besideTaker?: boolean;
}

/**
 * The case, if the actor may act on it now. Throws DomainError as `requireHeld` and `requireAccess`, and `wrong-role`,
 * `wrong-step`, `step-taken`.
 */
export const requireWorker = (
  occasion: Pick<Occasion, 'by' | 'complaintId' | 'kecamatan'>,
  state: CaseState,
  required: Required,
): HeldCase => {
  const { by } = occasion;
  if (state.status !== 'absent')
    requireAccess(occasion, {
      kecamatan: state.kecamatan,
      sealed: state.facts.sealed !== undefined,
    });
  const held = requireHeld(state);
  const sealedWork = held.facts.sealed !== undefined && by.role === 'inspektorat';
  if (!sealedWork && !required.roles.includes(by.role))
    throw new DomainError('wrong-role', { role: by.role });
  if (required.steps && !required.steps.includes(held.step))
    throw new DomainError('wrong-step', { step: held.step });
  if (!required.besideTaker && held.takenBy !== undefined && held.takenBy !== by.id)
    throw new DomainError('step-taken');
  return held;
};
