import { groups, hints, titles } from './action-titles.js';

/** Texts of this part of the pages, in Bahasa Indonesia. */
export const actions = { titles, hints, groups };
