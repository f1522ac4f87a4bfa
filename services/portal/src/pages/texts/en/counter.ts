import type { counter as source } from '../id/counter.js';

/** The same in English. */
export const counter: typeof source = {};
