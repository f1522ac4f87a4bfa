import { DomainError, type Channel, type Reporter } from '#libs/contracts';
import type { ReplyBy } from './state.js';

/** What the reporter must have told to be answered in a way; nothing for the counter, or for no answer at all. */
const needed: Partial<Record<ReplyBy, keyof Reporter>> = {
  email: 'email',
  phone: 'phone',
  sms: 'phone',
  whatsapp: 'phone',
  letter: 'address',
};

/**
 * How a reporter is answered who did not choose, best first: the way he came, else what goes out by itself, else what the
 * Petugas has to do. Who came by social media or left a slip without a contact looks it up with his tracking code.
 */
const preferred: Record<Channel, readonly ReplyBy[]> = {
  'walk-in': ['email', 'phone', 'counter'],
  'suggestion-box': ['email', 'phone', 'letter'],
  phone: ['phone', 'email', 'letter'],
  sms: ['sms', 'email', 'letter'],
  whatsapp: ['whatsapp', 'email', 'letter'],
  email: ['email', 'phone', 'letter'],
  web: ['email', 'phone', 'letter'],
  facebook: ['email', 'phone', 'letter'],
  instagram: ['email', 'phone', 'letter'],
  // LAPOR answers its own reporters.
  'sp4n-lapor': [],
};

const isPossible = (replyBy: ReplyBy, reporter: Reporter): boolean => {
  const field = needed[replyBy];
  return field === undefined || reporter[field] !== undefined;
};

/** Throws DomainError `contact-missing` when the reporter cannot be answered in that way. */
export const requireContact = (replyBy: ReplyBy, reporter: Reporter): ReplyBy => {
  if (!isPossible(replyBy, reporter))
    throw new DomainError('contact-missing', { replyBy }, { field: 'replyBy' });
  return replyBy;
};

/** How the reporter is answered: as he chose, or as fits the channel and what he told. Throws DomainError `contact-missing`. */
export const replyByOf = (
  chosen: ReplyBy | undefined,
  channel: Channel,
  reporter: Reporter,
): ReplyBy => {
  if (chosen !== undefined) return requireContact(chosen, reporter);
  return preferred[channel].find((replyBy) => isPossible(replyBy, reporter)) ?? 'none';
};
