import type { View } from '#libs/projections';
import { complaints } from './complaints/view.js';
import { documents } from './documents/view.js';
import { queue } from './queue/view.js';
import { register } from './register/view.js';
import { search } from './search/view.js';
import { suggestionBoxes } from './suggestion-boxes/view.js';
import { tasks } from './tasks/view.js';
import { timeline } from './timeline/view.js';
import { waitingList } from './waiting-list/view.js';

/** Every view, by name. A new one is added here. */
export const views = {
  complaints,
  queue,
  register,
  documents,
  timeline,
  search,
  tasks,
  'waiting-list': waitingList,
  'suggestion-boxes': suggestionBoxes,
} as const;

export type ViewName = keyof typeof views;
export const viewNames = Object.keys(views) as ViewName[];

/** A view without the type of its documents, for what is the same for all. */
export const viewOf = (name: ViewName): View<object> => views[name];

/** Views that show nothing of what is sealed: their events need not be decrypted. */
export const unopened: ReadonlySet<ViewName> = new Set([
  'timeline',
  'waiting-list',
  'suggestion-boxes',
]);
