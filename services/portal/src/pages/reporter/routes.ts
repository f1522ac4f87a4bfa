import type { PageRoute } from '../kit/page.js';
import { caseRoutes } from './case.js';
import { reportRoutes } from './report.js';
import { satisfactionRoutes } from './satisfaction.js';
import { sendRoutes } from './send.js';
import { startPage } from './start.js';
import { trackRoutes } from './track.js';

/** Pages of the complainant. */
export const reporterRoutes: readonly PageRoute[] = [
  { method: 'GET', path: '/', audience: 'public', handle: startPage },
  ...reportRoutes,
  ...sendRoutes,
  ...trackRoutes,
  ...caseRoutes,
  ...satisfactionRoutes,
];
