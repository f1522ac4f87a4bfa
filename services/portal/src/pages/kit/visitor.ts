import type { FastifyRequest } from 'fastify';
import type { Actor, Role } from '#libs/contracts';
import type { Language } from '../texts/index.js';

/** An officer who is signed in. */
export interface Officer {
  actor: Actor;
  displayName: string;
  /** Of the session; never printed. */
  token: string;
}

/** Who looks at a page. One browser may hold an officer's session and the tracking of a complaint at once. */
export interface Visitor {
  officer?: Officer;
  /** Whoever knew register number and tracking code of one complaint. */
  reporter?: Actor & { complaintId: string };
  language: Language;
  /** What CSRF tokens are bound to: the session, or the visit of a stranger. */
  csrf: string;
}

/** For whom a page is. */
export type Audience =
  /** Everybody. */
  | 'public'
  /** Who opened a complaint by number and code. */
  | 'reporter'
  /** Every officer. */
  | 'officer'
  /** Officers of these roles. */
  | readonly Role[];

/** Whether a browser asks, which always says that it takes HTML, and not for the API, which answers programs. */
export const wantsPage = (request: Pick<FastifyRequest, 'url' | 'headers'>): boolean =>
  !request.url.startsWith('/api/') && /\btext\/html\b/.test(request.headers.accept ?? '');
