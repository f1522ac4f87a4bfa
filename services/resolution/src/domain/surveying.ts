import { requireAccess, type Order } from '#libs/casework';
import { DomainError } from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import type { Resolution, ResolutionEvent } from './state.js';

/**
 * The reporter grades the service after an answer was delivered, once for each delivery; also when the case is closed or went
 * on, for the survey is about the service and not about the step. Throws DomainError `not-arrived`, `wrong-role`,
 * `not-delivered`, `already-done`, and as `requireAccess`.
 */
export const answerSurvey = (
  order: Order<'AnswerSurvey'>,
  { case: known, lastDelivered, lastSurveyed }: Resolution,
): Decision<ResolutionEvent>[] => {
  if (known.status === 'absent') throw new DomainError('not-arrived');
  const { kecamatan, facts } = known;
  requireAccess(order, { kecamatan, sealed: facts.sealed !== undefined });
  const { role } = order.by;
  const may = facts.sealed === undefined ? ['petugas', 'reporter'] : ['inspektorat', 'reporter'];
  if (!may.includes(role)) throw new DomainError('wrong-role', { role });
  if (lastDelivered === 0) throw new DomainError('not-delivered');
  if (lastSurveyed >= lastDelivered) throw new DomainError('already-done');
  return [{ type: 'SurveyAnswered', data: order.data, round: lastDelivered, step: 7 }];
};
