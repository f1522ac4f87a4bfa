import type { FastifyReply, FastifyRequest } from 'fastify';

/** Cookies of the pages, without the prefix that they get over https. */
export const sessionCookie = 'aduan-session';
/** Who has not signed in: the forms of one browser belong together. */
export const visitorCookie = 'aduan-visitor';
/** A browser in which somebody signed in before. */
export const deviceCookie = 'aduan-device';

export interface CookieOptions {
  /** The request came over https: ask `isSecure`. */
  secure: boolean;
  /** In seconds; without it the cookie goes when the browser is closed. */
  maxAge?: number;
}

// `__Host-` makes a browser refuse the cookie from a neighbouring host, and over http.
const nameOf = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name);

const valueShape = /^[\w.~-]{1,1000}$/;

/** Whether the caller came over https, as the connection or a trusted proxy says. */
export const isSecure = (request: Pick<FastifyRequest, 'protocol'>): boolean =>
  request.protocol === 'https';

/** The cookie that the caller sent, or undefined; over https only the one with the prefix counts. */
export const readCookie = (
  request: Pick<FastifyRequest, 'protocol' | 'cookies'>,
  name: string,
): string | undefined => {
  const value = request.cookies[nameOf(name, isSecure(request))];
  return value !== undefined && valueShape.test(value) ? value : undefined;
};

/** Sets a cookie that no script reads and no other site sends along with a form. */
export const writeCookie = (
  reply: FastifyReply,
  name: string,
  value: string,
  { secure, maxAge }: CookieOptions,
): void => {
  void reply.setCookie(nameOf(name, secure), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    ...(maxAge === undefined ? {} : { maxAge }),
  });
};

/** Makes the browser forget a cookie. */
export const clearCookie = (
  reply: FastifyReply,
  name: string,
  { secure }: Pick<CookieOptions, 'secure'>,
): void => {
  void reply.clearCookie(nameOf(name, secure), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
  });
};

/** The token of the session in a browser, for `Sessions.actorOf`. */
export const readSessionCookie = (
  request: Pick<FastifyRequest, 'protocol' | 'cookies'>,
): string | undefined => readCookie(request, sessionCookie);

/** Keeps the token of a session that was just begun. */
export const writeSessionCookie = (
  reply: FastifyReply,
  token: string,
  options: CookieOptions,
): void => {
  writeCookie(reply, sessionCookie, token, options);
};

/** Forgets the token at sign-out. */
export const clearSessionCookie = (
  reply: FastifyReply,
  options: Pick<CookieOptions, 'secure'>,
): void => {
  clearCookie(reply, sessionCookie, options);
};
