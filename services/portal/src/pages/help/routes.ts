import type { PageRoute } from '../kit/page.js';
import { helpOverview, roleHelp } from './help.js';

/** Help for everybody. */
export const helpRoutes: readonly PageRoute[] = [
  { method: 'GET', path: '/bantuan', audience: 'public', handle: helpOverview },
  { method: 'GET', path: '/bantuan/:peran', audience: 'public', handle: roleHelp },
];
