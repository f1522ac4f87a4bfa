import {
  reporterTokenPrefix,
  signReporter,
} from '../../services/portal/src/sessions/reporter-token.js';
import type { PageRoute } from '../../services/portal/src/pages/kit/page.js';
import type { Stage } from '../e2e/stage.js';
import type { Cast } from './cast.js';
import { addressOf, getRoutes, isFor, officerRoles, type Samples } from './every-page.js';

/** One page as somebody sees it. */
export interface Visit {
  path: string;
  /** Login, `reporter`, or nobody. */
  who?: string;
}

/** Pages that answer with bytes, or that need something that only a journey makes. */
const notLookedAt =
  /berkas|\.pdf|unduh|\/masuk\/oidc|\/dokumen\/:|:fileId|:documentId|:accountId|:openingId|:requestId|:taskId|\/keluar/;

const loginOf = (role: string): string =>
  role === 'inspektorat' || role === 'admin' ? role : `${role}.waru`;

const visitsOf = (route: PageRoute, cast: Cast): Visit[] => {
  const whose = (who?: string): Pick<Visit, 'who'> => (who === undefined ? {} : { who });
  const path = (samples: Samples): string => addressOf(route, samples);
  const base = { kode: 'KODE-YANG-TIDAK-ADA', aksi: 'x', peran: 'petugas', bulan: '2026-11' };
  if (route.audience === 'public') return [{ path: path(base) }];
  if (route.audience === 'reporter') return [{ path: path(base), who: 'reporter' }];
  const able = officerRoles.filter((role) => isFor(route, role));
  // A case looks different at every stage; the first role that may open the page looks at all of them.
  if (route.path.includes(':id'))
    return able.slice(0, route.path === '/pengaduan/:id' ? able.length : 1).flatMap((role) =>
      Object.values(cast.at).map((id) => ({
        path: path({ ...base, id }),
        ...whose(loginOf(role)),
      })),
    );
  return able.map((role) => ({ path: path(base), ...whose(loginOf(role)) }));
};

/** Every page by everybody who may open it, cases at every stage. */
export const everyVisit = (cast: Cast): Visit[] =>
  getRoutes.filter(({ path }) => !notLookedAt.test(path)).flatMap((route) => visitsOf(route, cast));

/** Tokens for a visit. */
export const tokensOf = async (
  { who }: Visit,
  stage: Stage,
  cast: Cast,
): Promise<{ token?: string | undefined; reporter?: string | undefined }> => {
  if (who === undefined) return {};
  if (who !== 'reporter') return { token: stage.as(who).token };
  const { complaintId } = cast.tracked;
  const secret = stage.whole.system.config.ADUAN_ACTOR_KEY;
  const token = await signReporter({ complaintId, kecamatan: '64.09.02' }, secret);
  if (!token.startsWith(reporterTokenPrefix)) throw new Error('not a token of a reporter');
  return { reporter: token };
};
