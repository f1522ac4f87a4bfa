import type { Timer } from '../domain/timer.js';

/** A timer as MongoDB keeps it; `_id` is its timer id. All of it can be rebuilt from events. */
export interface TimerDocument extends Omit<Timer, 'timerId' | 'dueAt'> {
  _id: string;
  dueAt: Date;
  /** When it is looked at next: `dueAt`, or later after a failure of its own. */
  tryAt: Date;
  status: 'waiting' | 'cancelled' | 'done';
}

/** The document of a timer that was just set. */
export const documentOf = ({ timerId, dueAt, ...rest }: Timer): TimerDocument => {
  const due = new Date(dueAt);
  return { _id: timerId, ...rest, dueAt: due, tryAt: due, status: 'waiting' };
};

/** The timer in a document. */
export const timerOf = ({ _id, dueAt, tryAt: _, status: __, ...rest }: TimerDocument): Timer => ({
  timerId: _id,
  ...rest,
  dueAt: dueAt.toISOString(),
});
