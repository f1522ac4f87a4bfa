import type { Step } from '#libs/contracts';

type Entry = (event: { data: Record<string, unknown>; metadata: { step: number } }) => number;

const at =
  (step: Step): Entry =>
  () =>
    step;
const nowhere = 0;

/** The events after which a case waits in another queue, and at which step. */
const entries: Record<string, Entry> = {
  CaseArrived: ({ metadata }) => metadata.step,
  CoordinationConcluded: at(4),
  SettlementProcessed: at(6),
  AnswerReturned: at(5),
  BeritaAcaraNumberVoided: at(5),
  // Paper waits for its stamp.
  AnswerSigned: ({ data }) => (data['method'] === 'electronic' ? 7 : nowhere),
  AnswerStamped: at(7),
  // At an earlier step the case arrives with another service, which says so itself.
  CaseReopened: ({ data }) => (data['atStep'] === 5 ? 5 : nowhere),
};

/** The step at which a case waits after the event; undefined when it enters no queue by it. */
export const queueStepAfter = (event: {
  type: string;
  data: Record<string, unknown>;
  metadata: { step: number };
}): Step | undefined => {
  const entry = Object.hasOwn(entries, event.type) ? entries[event.type] : undefined;
  const step = entry?.(event) ?? nowhere;
  return step >= 1 && step <= 7 ? (step as Step) : undefined;
};
