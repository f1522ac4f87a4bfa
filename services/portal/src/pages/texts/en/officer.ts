import type { officer as source } from '../id/officer.js';

/** The same in English. */
export const officer: typeof source = {};
