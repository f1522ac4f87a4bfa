import type { signing as source } from '../id/signing.js';

/** The same in English. */
export const signing: typeof source = {};
