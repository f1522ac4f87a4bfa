import { DomainError } from '#libs/contracts';
import { requireAccess } from '#libs/casework';
import type { Decision } from '#libs/eventsourcing';
import { decision } from './decision.js';
import type { CompleteContactTask } from './orders.js';
import type { KnownCase, NotificationEvent } from './state.js';

/**
 * The Petugas (for a sealed case the Inspektorat) told the reporter, or could not. Throws DomainError `wrong-role`,
 * `other-kecamatan`, `case-sealed`, `no-such-request`, `identity-erased`, `already-done`.
 */
export const completeContactTask = (
  order: CompleteContactTask,
  state: KnownCase,
): Decision<NotificationEvent>[] => {
  const { by, data } = order;
  requireAccess(order, state);
  if (by.role !== (state.sealed ? 'inspektorat' : 'petugas'))
    throw new DomainError('wrong-role', { role: by.role });
  const message = state.messages[state.tasks[data.taskId] ?? ''];
  if (!message) throw new DomainError('no-such-request');
  const { delivery } = message;
  if (delivery.status === 'told' && delivery.outcome === data.outcome) return [];
  if (delivery.status === 'given-up') throw new DomainError('identity-erased');
  if (delivery.status !== 'queued') throw new DomainError('already-done');
  const { taskId, outcome, note } = data;
  const done = { taskId, outcome, ...(note === undefined ? {} : { note }) };
  return [decision('ContactTaskCompleted', done, message)];
};
