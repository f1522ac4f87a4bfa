import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DomainError } from '#libs/contracts';

const limiter = (points: number, seconds: number): RateLimiterMemory =>
  new RateLimiterMemory({ points, duration: seconds });

const limits = {
  /** Attempts to sign in to one account from one address: a stranger elsewhere cannot lock its owner out. */
  'sign-in-account': limiter(5, 60),
  'sign-in-address': limiter(30, 60),
  /** Passwords replaced by one account, the own one guessed wrong included. */
  password: limiter(10, 60),
  /** Passphrases tried by one signer: the signing service locks out whoever guesses. */
  esign: limiter(5, 60),
  /** Guesses of a tracking code. */
  track: limiter(10, 60),
  /** Guesses of the code of a document. */
  verify: limiter(30, 60),
  /** Complaints by the public from one address: a village may share one. */
  report: limiter(60, 3_600),
  /** What a reporter adds to one case: its stream is read for every command to it. */
  act: limiter(30, 3_600),
  /** Files sent by one reporter or officer, or for one draft from one address: each costs a second of the processor. */
  upload: limiter(60, 3_600),
} as const;

/** What is limited. */
export type Limited = keyof typeof limits;

const groupsOf = (part: string): string[] => (part === '' ? [] : part.split(':'));

/**
 * Whom an address stands for: itself, or for IPv6 the /64 that one customer has, who could otherwise come from a new address
 * each time. IPv4 within IPv6 is IPv4.
 */
export const neighbourhood = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const first = groupsOf(head);
  const last = groupsOf(tail ?? '');
  const missing = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array.from({ length: missing }, () => '0'), ...last];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
};

/** Counts one attempt. Throws DomainError `too-many-attempts` with the seconds to wait. */
export const throttle = async (what: Limited, who: string): Promise<void> => {
  try {
    await limits[what].consume(who);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1_000));
    throw new DomainError('too-many-attempts', { seconds });
  }
};

/** Forgets the attempts after a success. */
export const forgive = async (what: Limited, who: string): Promise<void> => {
  await limits[what].delete(who);
};
