import type { PageRoute } from '../kit/page.js';
import { attachRoutes } from './attach-photos.js';
import { fileRoutes } from './case-files.js';
import { caseRoutes } from './case.js';
import { photoRoutes } from './photos.js';
import { privacyPage } from './privacy.js';
import { reportRoutes } from './report.js';
import { satisfactionRoutes } from './satisfaction.js';
import { sendRoutes } from './send.js';
import { startPage } from './start.js';
import { trackRoutes } from './track.js';
import { verifyPage } from './verify.js';

/** Pages of the complainant. */
export const reporterRoutes: readonly PageRoute[] = [
  { method: 'GET', path: '/', audience: 'public', handle: startPage },
  { method: 'GET', path: '/v/:kode', audience: 'public', handle: verifyPage },
  { method: 'GET', path: '/privasi', audience: 'public', handle: privacyPage },
  ...reportRoutes,
  ...photoRoutes,
  ...sendRoutes,
  ...attachRoutes,
  ...trackRoutes,
  ...caseRoutes,
  ...fileRoutes,
  ...satisfactionRoutes,
];
