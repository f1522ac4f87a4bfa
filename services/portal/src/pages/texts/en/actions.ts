import type { actions as source } from '../id/actions.js';
import * as words from './action-words.js';
import { groups, hints, titles } from './action-titles.js';

/** The same in English. */
export const actions: typeof source = {
  titles,
  hints,
  groups,
  ...words,
  done: Object.fromEntries(
    Object.entries(titles).map(([name, title]) => [name, `Done: ${title}`]),
  ) as Record<keyof typeof titles, string>,
};
