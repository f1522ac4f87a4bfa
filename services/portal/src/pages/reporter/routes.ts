import type { PageRoute } from '../kit/page.js';
import { reportRoutes } from './report.js';
import { sendRoutes } from './send.js';
import { startPage } from './start.js';

/** Pages of the complainant. */
export const reporterRoutes: readonly PageRoute[] = [
  { method: 'GET', path: '/', audience: 'public', handle: startPage },
  ...reportRoutes,
  ...sendRoutes,
];
