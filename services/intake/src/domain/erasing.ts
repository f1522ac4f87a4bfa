import type { Order } from '#libs/casework';
import type { Decision } from '#libs/eventsourcing';
import { aside, requireComplaint } from './reporting.js';
import type { Complaint, ComplaintEvent } from './state.js';

/** The reporter is forgotten. The event comes first, then the key is destroyed: a crash between the two is finished. */
export const eraseIdentity = (
  order: Order<'EraseIdentity'>,
  state: Complaint,
): Decision<ComplaintEvent>[] => {
  const complaint = requireComplaint(order, state, ['admin']);
  if (complaint.identityErased) return [];
  return [aside(complaint, { type: 'IdentityErased', data: order.data })];
};

/** Another person is forgotten. Persons are named by all services, so any id is taken. */
export const erasePerson = (
  order: Order<'ErasePerson'>,
  state: Complaint,
): Decision<ComplaintEvent>[] => {
  const complaint = requireComplaint(order, state, ['admin']);
  if (complaint.personsErased.includes(order.data.personId)) return [];
  return [aside(complaint, { type: 'PersonErased', data: order.data })];
};
