import { DomainError } from '#libs/contracts';
import type { KnownCase, NotificationState } from './state.js';

/** The case, if its complaint was registered. Throws DomainError `not-arrived`: another service is ahead. */
export const requireKnown = (state: NotificationState): KnownCase => {
  if (state.status === 'absent') throw new DomainError('not-arrived');
  return state;
};

/** The case, if it has its number, which every message names. Throws DomainError `not-arrived`. */
export const requireNumbered = (state: NotificationState): KnownCase => {
  const known = requireKnown(state);
  if (known.recipient.registerNumber === undefined) throw new DomainError('not-arrived');
  return known;
};
