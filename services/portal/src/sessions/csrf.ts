import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#libs/contracts';
import { isSecure, readCookie, readSessionCookie, visitorCookie, writeCookie } from './cookies.js';

/** Name of the hidden field that carries the token; scripts send it as header `x-csrf-token`. */
export const csrfField = '_csrf';

type Asking = Pick<FastifyRequest, 'protocol' | 'cookies' | 'headers' | 'host'>;

/** Token of the forms of one session (its cookie's value) or of one visitor. The key: `tokenKey(secret, 'csrf')`. */
export const csrfOf = (key: Uint8Array, sessionOrVisitorId: string): string =>
  createHmac('sha256', key).update(sessionOrVisitorId, 'utf8').digest('base64url');

/** Whether a form's token belongs to that session or visitor; takes the same time for every wrong one. */
export const csrfMatches = (
  key: Uint8Array,
  sessionOrVisitorId: string,
  given: unknown,
): boolean => {
  const expected = Buffer.from(csrfOf(key, sessionOrVisitorId));
  const sent = Buffer.from(typeof given === 'string' ? given : '');
  return sent.length === expected.length && timingSafeEqual(sent, expected);
};

/** Whom the forms of this request belong to: the session, or else the visitor; undefined before the first page. */
export const formOwner = (request: Pick<Asking, 'protocol' | 'cookies'>): string | undefined =>
  readSessionCookie(request) ?? readCookie(request, visitorCookie);

/** As `formOwner`, but makes a visitor out of somebody new: call it for every page with a form. */
export const ensureFormOwner = (
  request: Pick<Asking, 'protocol' | 'cookies'>,
  reply: FastifyReply,
): string => {
  const known = formOwner(request);
  if (known !== undefined) return known;
  const visitor = randomBytes(18).toString('base64url');
  writeCookie(reply, visitorCookie, visitor, { secure: isSecure(request) });
  return visitor;
};

/**
 * Whether a browser says that the request comes from our own pages. Older ones say only the origin, and tools neither: those
 * have to know the token. Pages need `Referrer-Policy: same-origin`, or their own forms come from the origin "null".
 */
export const isOwnOrigin = ({ headers, host }: Pick<Asking, 'headers' | 'host'>): boolean => {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
};

/** Throws DomainError `foreign-form` unless the form is from our pages and of this very session or visitor. */
export const checkCsrf = (request: Asking, key: Uint8Array, given: unknown): void => {
  const owner = formOwner(request);
  if (owner === undefined || !isOwnOrigin(request) || !csrfMatches(key, owner, given))
    throw new DomainError('foreign-form');
};
