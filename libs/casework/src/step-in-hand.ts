import { DomainError, type Role } from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import { stepOf } from '#libs/procedure';
import { requireAccess, requireHeld, requireWorker } from './access.js';
import type { CaseEvent, CaseState, HeldCase } from './case-state.js';
import type { Order } from './order.js';
import { here } from './passing-on.js';

/** Who works on a step: as the procedure says, the Inspektorat for a sealed case. */
const workerOf = (order: { procedure: Order<'TakeStep'>['procedure'] }, held: HeldCase): Role =>
  held.facts.sealed ? 'inspektorat' : stepOf(order.procedure, held.step).role;

/** Takes the step in hand. Throws DomainError as `requireWorker`. */
export const takeStep = (order: Order<'TakeStep'>, state: CaseState): Decision<CaseEvent>[] => {
  const held = requireHeldOrAccess(order, state);
  const required = { roles: [workerOf(order, held)], steps: [order.data.step] };
  requireWorker(order, state, required);
  if (held.takenBy === order.by.id) return [];
  return [here(held, { type: 'StepTaken', data: { accountId: order.by.id } })];
};

// A step must not wait for an officer who is away: his supervisor gives it back, in a sealed case a colleague.
const releaseOfAbsent = (
  order: Order<'ReleaseStep'>,
  state: CaseState,
  overseer: Role,
): Decision<CaseEvent>[] => {
  const { reason, step } = order.data;
  const held = requireWorker(order, state, { roles: [overseer], steps: [step], besideTaker: true });
  if (held.takenBy === undefined) throw new DomainError('step-not-taken');
  const fields = [{ field: 'reason', reason: 'reason-required' }];
  if (reason === undefined) throw new DomainError('invalid', {}, { fields });
  const data = { accountId: held.takenBy, releasedBy: order.by.id, reason };
  return [here(held, { type: 'StepReleased', data })];
};

/**
 * Gives the step back to the queue: whoever has it, or with a reason the supervisor (in a sealed case a colleague of the
 * Inspektorat) when he is away. Throws DomainError as `requireWorker`, `step-not-taken`, `invalid` without that reason.
 */
export const releaseStep = (
  order: Order<'ReleaseStep'>,
  state: CaseState,
): Decision<CaseEvent>[] => {
  const held = requireHeldOrAccess(order, state);
  const { by, data } = order;
  const overseer = held.facts.sealed ? 'inspektorat' : 'supervisor';
  if (by.role === overseer && held.takenBy !== by.id)
    return releaseOfAbsent(order, state, overseer);
  requireWorker(order, state, { roles: [workerOf(order, held)], steps: [data.step] });
  if (held.takenBy !== by.id) throw new DomainError('step-not-taken');
  const { reason } = data;
  return [
    here(held, {
      type: 'StepReleased',
      data: { accountId: by.id, ...(reason === undefined ? {} : { reason }) },
    }),
  ];
};

const requireHeldOrAccess = (
  order: Order<'TakeStep'> | Order<'ReleaseStep'>,
  state: CaseState,
): HeldCase => {
  if (state.status !== 'absent')
    requireAccess(order, {
      kecamatan: state.kecamatan,
      sealed: state.facts.sealed !== undefined,
    });
  return requireHeld(state);
};
