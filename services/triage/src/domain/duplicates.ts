import { here, requireWorker, type Order } from '#libs/casework';
import { DomainError, type Outcome } from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import type { LinkDuplicate, LinkEnd, NoteLink, Primary, SettleLink } from './orders.js';
import { released } from './reviewer.js';
import type { TriageEvent, TriageState } from './state.js';

/** What must be known of a complaint before another one is linked to it. */
export const asPrimary = (state: TriageState): Primary => ({
  status: state.case.status,
  ...(state.case.status === 'absent' ? {} : { kecamatan: state.case.kecamatan }),
  sealed: state.case.status !== 'absent' && state.case.facts.sealed !== undefined,
  linked: state.primary !== undefined,
});

const endings: Record<Outcome, LinkEnd> = {
  satisfied: 'answered',
  silent: 'answered',
  'answered-with-primary': 'answered',
  withdrawn: 'withdrawn',
  referred: 'referred',
};

/** Why a complaint can no longer carry links; undefined while it can. */
export const linkEndOf = (primary: TriageState): LinkEnd | undefined => {
  if (primary.case.status === 'closed') return endings[primary.case.outcome];
  const { sealed, linked } = asPrimary(primary);
  return sealed || linked ? 'unfit' : undefined;
};

// A sealed case must look like one that is not there.
const requirePrimary = ({ primary, kecamatan }: LinkDuplicate): void => {
  const open = primary.status === 'held' || primary.status === 'passed-on';
  if (!open || primary.sealed || primary.kecamatan !== kecamatan)
    throw new DomainError('duplicate-primary-closed');
  if (primary.linked) throw new DomainError('duplicate-chain');
};

/** Lets the case wait for another one about the same matter. A sealed case is never linked. */
export const linkDuplicate = (
  order: LinkDuplicate,
  state: TriageState,
): Decision<TriageEvent>[] => {
  const { primaryComplaintId } = order.data;
  const held = requireWorker(order, state.case, { roles: ['tim'], steps: [2] });
  if (state.primary === primaryComplaintId) return [];
  if (state.primary !== undefined) throw new DomainError('case-linked');
  if (primaryComplaintId === order.complaintId) throw new DomainError('duplicate-of-itself');
  if (held.facts.sealed !== undefined) throw new DomainError('sealed-not-linked');
  if (state.duplicates.length > 0) throw new DomainError('duplicate-chain');
  requirePrimary(order);
  return [
    here(held, { type: 'LinkedAsDuplicate', data: { primaryComplaintId } }),
    ...released(held),
  ];
};

/** Undoes a link that was a mistake. */
export const unlinkDuplicate = (
  order: Order<'UnlinkDuplicate'>,
  state: TriageState,
): Decision<TriageEvent>[] => {
  const held = requireWorker(order, state.case, { roles: ['tim'], steps: [2] });
  if (state.primary === undefined) return [];
  const data = { primaryComplaintId: state.primary, reason: order.data.reason };
  return [here(held, { type: 'UnlinkedFromDuplicate', data })];
};

/**
 * On the stream of the primary: keeps the list of its duplicates as it is now. One that can carry no link keeps none;
 * the duplicate is then settled by `linkEndOf`. Throws DomainError `not-arrived`.
 */
export const noteLink = (order: NoteLink, state: TriageState): Decision<TriageEvent>[] => {
  const { duplicateComplaintId, linked } = order;
  const known = state.case;
  if (known.status === 'absent') throw new DomainError('not-arrived');
  const attached = state.duplicates.includes(duplicateComplaintId);
  if (known.status === 'closed' || linked === attached) return [];
  if (linked && linkEndOf(state) !== undefined) return [];
  return [
    {
      type: linked ? 'DuplicateAttached' : 'DuplicateDetached',
      data: { duplicateComplaintId },
      round: known.round,
      step: known.status === 'held' ? known.step : 0,
    },
  ];
};

const reasons: Record<Exclude<LinkEnd, 'answered'>, string> = {
  withdrawn: 'Pengaduan induk dicabut.',
  referred: 'Pengaduan induk dialihkan.',
  unfit: 'Pengaduan induk tidak dapat lagi dihubungkan.',
};

/** On the stream of the duplicate: it is closed with an answered primary, and goes its own way again otherwise. */
export const settleLink = (order: SettleLink, state: TriageState): Decision<TriageEvent>[] => {
  const { primaryComplaintId, end } = order;
  if (state.case.status !== 'held' || state.primary !== primaryComplaintId) return [];
  if (end === 'answered')
    return [
      here(state.case, {
        type: 'CaseClosed',
        data: { outcome: 'answered-with-primary', primaryComplaintId },
      }),
    ];
  const data = { primaryComplaintId, reason: reasons[end] };
  return [here(state.case, { type: 'UnlinkedFromDuplicate', data })];
};
