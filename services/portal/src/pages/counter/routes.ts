import type { PageRoute } from '../kit/page.js';
import { entryPage, sendEntry } from './entry.js';
import { receiptPage } from './receipt.js';

const audience = ['petugas'] as const;

/** Pages of the counter. */
export const counterRoutes: readonly PageRoute[] = [
  { method: 'GET', path: '/loket', audience, handle: entryPage },
  { method: 'POST', path: '/loket', audience, handle: sendEntry },
  { method: 'GET', path: '/loket/tanda-terima/:id', audience, handle: receiptPage },
];
