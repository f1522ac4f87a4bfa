import { DomainError } from '#libs/contracts';
import type { StoredEvent } from './types.js';

/** Refusals of a caller who may not see the stream at all: they come before anything of it is told. */
const hidden: readonly string[] = ['case-sealed', 'other-kecamatan', 'not-found', 'not-signed-in'];

const requireSight = (decide: () => unknown): void => {
  try {
    decide();
  } catch (error) {
    if (error instanceof DomainError && hidden.includes(error.code)) throw error;
    // Whatever else stands against the command is said once the caller has looked again.
  }
};

const summaryOf = (event: StoredEvent) => ({
  type: event.type,
  revision: event.revision.toString(),
  occurredAt: event.metadata.occurredAt,
  actor: event.metadata.actor,
});

/**
 * Compares the revision that the caller saw with the stream's. Throws DomainError `revision-mismatch` with what happened
 * since; to a caller who may not see the case only the refusal by `decide`, so that a wrong guess tells nothing of a sealed one.
 */
export const checkSeen = (
  loaded: { revision: bigint; events: readonly StoredEvent[] },
  expected: bigint | undefined,
  decide: () => unknown,
): void => {
  if (expected === undefined || loaded.revision === expected) return;
  requireSight(decide);
  const since = loaded.events.filter((event) => event.revision > expected).map(summaryOf);
  throw new DomainError('revision-mismatch', {}, { since });
};
