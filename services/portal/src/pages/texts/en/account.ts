import type { account as source } from '../id/account.js';

/** The same in English. */
export const account: typeof source = {};
