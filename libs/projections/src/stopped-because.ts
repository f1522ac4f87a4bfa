import { PositionRefused } from '#libs/eventsourcing';
import { describeError, ProjectionFailure, ProjectionGap, ViewNewer } from './errors.js';

/** Why a view does not go on. */
export interface StoppedBecause {
  /** Name, code and place of the error, never its text. */
  reason: string;
  eventId?: string;
  eventType?: string;
  since: string;
  /** False: it is tried again and again. True: somebody must look; `start()` or `rebuild()` begins anew. */
  final: boolean;
}

/** Gaps in a row, without getting further, after which something is wrong for good. */
const maxGaps = 5;

/** Whether trying again is of no use. */
const isFinal = (error: unknown, gaps: number): boolean =>
  error instanceof PositionRefused || error instanceof ViewNewer || gaps >= maxGaps;

const eventOf = (error: unknown): Pick<StoppedBecause, 'eventId' | 'eventType'> =>
  error instanceof ProjectionFailure || error instanceof ProjectionGap
    ? { eventId: error.eventId, eventType: error.eventType }
    : {};

/** What to tell of an error; `since` stays while it is the same trouble as before. `gaps` counts those in a row. */
export const stoppedBecause = (
  error: unknown,
  gaps: number,
  before: StoppedBecause | undefined,
): StoppedBecause => {
  const reason = describeError(error instanceof ProjectionFailure ? error.cause : error);
  const event = eventOf(error);
  const same = before?.reason === reason && before.eventId === event.eventId;
  const since = same ? before.since : new Date().toISOString();
  return { reason, ...event, since, final: isFinal(error, gaps) };
};
