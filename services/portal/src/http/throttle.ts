import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DomainError } from '#libs/contracts';

const limiter = (points: number, seconds: number): RateLimiterMemory =>
  new RateLimiterMemory({ points, duration: seconds });

const limits = {
  /** Attempts to sign in to one account from one address: a stranger elsewhere cannot lock its owner out. */
  'sign-in-account': limiter(5, 60),
  'sign-in-address': limiter(30, 60),
  /** Guesses of a tracking code. */
  track: limiter(10, 60),
  /** Complaints by the public from one address: a village may share one. */
  report: limiter(60, 3_600),
} as const;

/** What is limited. */
export type Limited = keyof typeof limits;

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
