import type { help as source } from '../id/help.js';

/** The same in English. */
export const help: typeof source = {};
