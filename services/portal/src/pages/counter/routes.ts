import type { PageRoute } from '../kit/page.js';
import { blankPage } from './blank.js';
import { boxRoutes } from './boxes.js';
import { entryPage, sendEntry } from './entry.js';
import { receiptPage } from './receipt.js';
import { waitingRoutes } from './waiting-acts.js';

const audience = ['petugas'] as const;

/** Pages of the counter. */
export const counterRoutes: readonly PageRoute[] = [
  { method: 'GET', path: '/loket', audience, handle: entryPage },
  { method: 'POST', path: '/loket', audience, handle: sendEntry },
  { method: 'GET', path: '/loket/tanda-terima/:id', audience, handle: receiptPage },
  ...waitingRoutes,
  ...boxRoutes,
  { method: 'GET', path: '/loket/formulir', audience, handle: blankPage },
];
