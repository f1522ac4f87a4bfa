import * as words from './action-words.js';
import { groups, hints, titles } from './action-titles.js';

/** Texts of this part of the pages, in Bahasa Indonesia. */
export const actions = {
  titles,
  hints,
  groups,
  ...words,
  done: Object.fromEntries(
    Object.entries(titles).map(([name, title]) => [name, `Sudah dilakukan: ${title}`]),
  ) as Record<keyof typeof titles, string>,
};
