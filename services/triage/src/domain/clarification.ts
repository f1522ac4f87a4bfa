import { here, type Order } from '#libs/casework';
import { DomainError } from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import { addWorkingDays, localDate } from '#libs/procedure';
import type { NoteAnswer } from './orders.js';
import { requireReviewer } from './reviewer.js';
import type { TriageEvent, TriageState } from './state.js';

/**
 * Refuses to go on while the reporter still has time to answer; a date that has passed no longer holds the case up.
 * Throws DomainError `clarification-pending`.
 */
export const requireNoOpenQuestion = (
  order: Pick<Order<'RequestClarification'>, 'at' | 'calendar'>,
  state: TriageState,
): void => {
  const today = localDate(order.calendar, order.at);
  const open = state.questions.some(({ answerBy }) => answerBy === undefined || answerBy >= today);
  if (open) throw new DomainError('clarification-pending');
};

/** Asks the reporter; without a date, the procedure says how many working days he has. */
export const requestClarification = (
  order: Order<'RequestClarification'>,
  state: TriageState,
): Decision<TriageEvent>[] => {
  const held = requireReviewer(order, state);
  requireNoOpenQuestion(order, state);
  const { question, answerBy = usualDate(order) } = order.data;
  requireAnswerBy(order, answerBy);
  const requestId = order.idFor('clarification');
  return [here(held, { type: 'ClarificationRequested', data: { requestId, question, answerBy } })];
};

// Nobody can take a question back, so a slip of the pen must not hold the case up longer than any case may take.
const requireAnswerBy = (order: Order<'RequestClarification'>, answerBy: string): void => {
  const { calendar, at, procedure } = order;
  if (answerBy < localDate(calendar, at))
    throw new DomainError('time-in-past', {}, { field: 'answerBy' });
  if (answerBy > addWorkingDays(calendar, at, procedure.workingDayLimits.withFieldExamination).date)
    throw new DomainError(
      'invalid',
      {},
      { fields: [{ field: 'answerBy', reason: 'too-far-ahead' }] },
    );
};

const usualDate = ({ calendar, at, procedure }: Order<'RequestClarification'>): string =>
  addWorkingDays(calendar, at, procedure.workingDayLimits.clarification).date;

// Late answers count as long as the case is under review in the round in which the question was asked.
/** Notes that an answer has come in. */
export const noteAnswer = (order: NoteAnswer, state: TriageState): Decision<TriageEvent>[] => {
  const { requestId } = order;
  const known = state.questions.some((question) => question.requestId === requestId);
  if (state.case.status !== 'held' || !known) return [];
  return [here(state.case, { type: 'ClarificationReceived', data: { requestId } })];
};
