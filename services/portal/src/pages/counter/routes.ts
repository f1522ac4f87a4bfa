import type { PageRoute } from '../kit/page.js';

/** Pages of this part. */
export const counterRoutes: readonly PageRoute[] = [];
