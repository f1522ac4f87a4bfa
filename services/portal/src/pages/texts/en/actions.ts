import type { actions as source } from '../id/actions.js';
import { groups, hints, titles } from './action-titles.js';

/** The same in English. */
export const actions: typeof source = { titles, hints, groups };
