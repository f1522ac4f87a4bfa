import type { QueryName, QueryParameters, QueryResult } from '#libs/contracts';
import { complaintQuery, trackQuery } from '../complaints/query.js';
import { documentsQuery } from '../documents/query.js';
import { verifyQuery } from '../documents/verify.js';
import { hintsQuery } from '../hints/query.js';
import { queueQuery } from '../queue/query.js';
import { registerQuery } from '../register/query.js';
import { searchQuery } from '../search/query.js';
import { suggestionBoxesQuery } from '../suggestion-boxes/query.js';
import { tasksQuery } from '../tasks/query.js';
import { timelineQuery } from '../timeline/query.js';
import type { ViewName } from '../views.js';
import { waitingListQuery } from '../waiting-list/query.js';
import type { QueryContext } from './context.js';

/** A query that is answered from views. */
export interface ViewQuery<N extends QueryName> {
  /** Views that the answer is made of. */
  from: readonly ViewName[];
  run: (context: QueryContext, parameters: QueryParameters<N>) => Promise<QueryResult<N>>;
}

/** Every query that is answered from views; `status` is answered by the projectors. */
export const queryTable: { [N in Exclude<QueryName, 'status'>]: ViewQuery<N> } = {
  complaint: { from: ['complaints'], run: complaintQuery },
  timeline: { from: ['timeline', 'complaints'], run: timelineQuery },
  hints: { from: ['complaints', 'search'], run: hintsQuery },
  queue: { from: ['queue'], run: queueQuery },
  register: { from: ['register'], run: registerQuery },
  documents: { from: ['documents', 'complaints'], run: documentsQuery },
  search: { from: ['search'], run: searchQuery },
  track: { from: ['search', 'complaints'], run: trackQuery },
  verify: { from: ['documents', 'complaints'], run: verifyQuery },
  'waiting-list': { from: ['waiting-list'], run: waitingListQuery },
  tasks: { from: ['tasks', 'complaints'], run: tasksQuery },
  'suggestion-boxes': { from: ['suggestion-boxes'], run: suggestionBoxesQuery },
};
