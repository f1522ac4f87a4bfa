import { roles, type Role } from '#libs/contracts';
import type { PageRoute } from '../../services/portal/src/pages/kit/page.js';
import { pageRoutes } from '../../services/portal/src/pages/routes.js';

/** What stands for the parts of an address, by name. */
export type Samples = Record<string, string>;

/** The address of a page with samples in place of its parts. Throws where a part has none: give it one. */
export const addressOf = ({ path }: Pick<PageRoute, 'path'>, samples: Samples): string =>
  path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = samples[name];
    if (value === undefined) throw new Error(`no sample for :${name} of ${path}`);
    return encodeURIComponent(value);
  });

export const getRoutes = pageRoutes.filter(({ method }) => method === 'GET');
export const postRoutes = pageRoutes.filter(({ method }) => method === 'POST');

/** Whether an officer of the role may open the page at all. */
export const isFor = ({ audience }: Pick<PageRoute, 'audience'>, role: Role): boolean =>
  typeof audience === 'string' ? audience !== 'reporter' : audience.includes(role);

/** Roles that sign in. */
export const officerRoles = roles.filter((role) => role !== 'reporter' && role !== 'system');
