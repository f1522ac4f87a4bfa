import type { actions as source } from '../id/actions.js';

/** The same in English. */
export const actions: typeof source = {};
