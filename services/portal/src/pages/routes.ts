import { accountRoutes } from './account/routes.js';
import { actionsRoutes } from './actions/routes.js';
import { counterRoutes } from './counter/routes.js';
import { helpRoutes } from './help/routes.js';
import type { PageRoute } from './kit/page.js';
import { officerRoutes } from './officer/routes.js';
import { reporterRoutes } from './reporter/routes.js';
import { signingRoutes } from './signing/routes.js';

/** Every page of Aduan. */
export const pageRoutes: readonly PageRoute[] = [
  ...reporterRoutes,
  ...counterRoutes,
  ...officerRoutes,
  ...actionsRoutes,
  ...signingRoutes,
  ...accountRoutes,
  ...helpRoutes,
];
