import type { PageRoute } from '../kit/page.js';
import { actionRoutes } from './frame/run.js';
import * as answer from './pages/answer.js';
import * as coordinate from './pages/coordinate.js';
import * as meetingCall from './pages/meeting-call.js';
import * as meeting from './pages/meeting.js';
import * as review from './pages/review.js';

/** Pages of this part. */
export const actionsRoutes: readonly PageRoute[] = [
  review,
  coordinate,
  meetingCall,
  meeting,
  answer,
].flatMap((pages) => Object.values(pages).flatMap((def) => actionRoutes(def)));
