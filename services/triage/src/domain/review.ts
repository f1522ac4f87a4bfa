import { here, passOn, type HeldCase, type Order } from '#libs/casework';
import { DomainError, type CaseFacts } from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import { categoryPath, unitOf, type Procedure } from '#libs/procedure';
import { requireNoOpenQuestion } from './clarification.js';
import { requireReviewer } from './reviewer.js';
import type { TriageEvent, TriageState } from './state.js';

const requireCategory = (procedure: Procedure, category: string): void => {
  if (categoryPath(procedure, category).length === 0)
    throw new DomainError('unknown-category', { category });
};

const requireUnits = (procedure: Procedure, unitIds: readonly string[]): void => {
  for (const unit of unitIds)
    if (!unitOf(procedure, unit)) throw new DomainError('unknown-unit', { unit });
};

/** Ends the review: the case goes on to step 3 as what the Tim found it to be. */
export const classify = (
  order: Order<'ClassifyComplaint'>,
  state: TriageState,
): Decision<TriageEvent>[] => {
  const held = requireReviewer(order, state);
  requireNoOpenQuestion(order, state);
  const { note, ...found } = order.data;
  requireCategory(order.procedure, found.categoryId);
  requireUnits(order.procedure, found.unitIds);
  const classified = { ...found, unitIds: [...new Set(found.unitIds)] };
  const facts: CaseFacts = { ...held.facts, ...classified, shortWay: false };
  return [
    here(held, {
      type: 'ComplaintClassified',
      data: { ...classified, ...(note === undefined ? {} : { note }) },
    }),
    ...passOn(held, { from: 'triage', to: 'coordination', toStep: 3, facts }),
  ];
};

/** Bukan wewenang: the case ends here and goes on elsewhere. */
export const refer = (
  order: Order<'ReferComplaint'>,
  state: TriageState,
): Decision<TriageEvent>[] => {
  const held = requireReviewer(order, state);
  return [
    here(held, { type: 'ComplaintReferred', data: order.data }),
    here(held, { type: 'CaseClosed', data: { outcome: 'referred' } }),
  ];
};

const requireShortWay = (procedure: Procedure, { facts }: HeldCase): void => {
  const types: readonly string[] = procedure.options.shortWay.types;
  if (
    facts.sealed !== undefined ||
    facts.caseType === 'complaint' ||
    !types.includes(facts.caseType)
  )
    throw new DomainError('short-way-off');
};

/** The short way: what can be answered at once goes straight to delivery. */
export const answerAtOnce = (
  order: Order<'AnswerAtOnce'>,
  state: TriageState,
): Decision<TriageEvent>[] => {
  const held = requireReviewer(order, state);
  requireShortWay(order.procedure, held);
  requireNoOpenQuestion(order, state);
  const { answer, categoryId } = order.data;
  requireCategory(order.procedure, categoryId);
  const facts: CaseFacts = { ...held.facts, categoryId, meetingHeld: false, shortWay: true };
  return [
    here(held, { type: 'AnsweredAtOnce', data: { answer } }),
    ...passOn(held, { from: 'triage', to: 'resolution', toStep: 7, facts, answer }),
  ];
};
