import { here, requireAccess, requireHeld, requireWorker, type Order } from '#libs/casework';
import { DomainError, type EventOf } from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import { released } from './reviewer.js';
import type { TriageEvent, TriageState } from './state.js';

const requireSealer = (order: Order<'SealCase'>, state: TriageState) => {
  // Sealing is the one thing that the Inspektorat may do with a case that is not sealed.
  if (order.by.role !== 'inspektorat' || state.case.status === 'absent')
    return requireWorker(order, state.case, { roles: ['tim'], steps: [2], besideTaker: true });
  requireAccess(order, { kecamatan: state.case.kecamatan, sealed: true });
  return requireHeld(state.case);
};

/** Reserves the case to the Inspektorat: whoever had it in hand gives it back, and a link to another case ends. */
export const sealCase = (order: Order<'SealCase'>, state: TriageState): Decision<TriageEvent>[] => {
  const held = requireSealer(order, state);
  const { ground, note } = order.data;
  if (held.facts.sealed === ground) return [];
  if (held.facts.sealed !== undefined) throw new DomainError('already-done');
  const unlinked: Decision<EventOf<'UnlinkedFromDuplicate'>>[] =
    state.primary === undefined
      ? []
      : [
          here(held, {
            type: 'UnlinkedFromDuplicate',
            data: { primaryComplaintId: state.primary, reason: 'Hanya ditangani Inspektorat.' },
          }),
        ];
  return [
    ...unlinked,
    ...released(held),
    here(held, {
      type: 'CaseSealed',
      data: { ground, ...(note === undefined ? {} : { note }) },
    }),
  ];
};

/** Gives the case back to the kecamatan. */
export const unsealCase = (
  order: Order<'UnsealCase'>,
  state: TriageState,
): Decision<TriageEvent>[] => {
  if (order.by.role !== 'inspektorat') throw new DomainError('wrong-role', { role: order.by.role });
  if (state.case.status !== 'absent')
    requireAccess(order, { kecamatan: state.case.kecamatan, sealed: true });
  const held = requireHeld(state.case);
  if (held.facts.sealed === undefined) return [];
  if (held.takenBy !== undefined && held.takenBy !== order.by.id)
    throw new DomainError('step-taken');
  return [
    ...released(held),
    here(held, { type: 'CaseUnsealed', data: { reason: order.data.reason } }),
  ];
};
