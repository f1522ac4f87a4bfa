import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, type Actor } from '#libs/contracts';
import { tokenKey } from '#libs/eventsourcing';
import { problemOf } from '../../http/problem.js';
import { isSecure, readCookie, readSessionCookie, writeCookie } from '../../sessions/cookies.js';
import { checkCsrf, csrfOf, ensureFormOwner } from '../../sessions/csrf.js';
import { verifyReporter } from '../../sessions/reporter-token.js';
import { PageContext, type PageParts } from './context.js';
import { pageLanguage, sendErrorPage } from './error-page.js';
import { emptyForm, Form } from './form.js';
import { readMultipart } from './multipart.js';
import type { PageAnswer, PageRoute } from './page.js';
import { sendHtml } from './respond.js';
import type { Officer, Visitor } from './visitor.js';

/** Keeps who tracked a complaint, for an hour at most. */
export const reporterCookie = 'aduan-lacak';

const officerOf = async (parts: PageParts, token: string): Promise<Officer | undefined> => {
  let actor: Actor;
  try {
    actor = await parts.sessions.actorOf(token);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'session-needed') return undefined;
    throw error;
  }
  const { displayName } = await parts.accounts.view(actor.id);
  return { actor, displayName: displayName ?? actor.id, token };
};

const reporterOf = async (
  parts: PageParts,
  token: string,
): Promise<Visitor['reporter'] | undefined> => {
  try {
    const actor = await verifyReporter(token, parts.kit.config.ADUAN_ACTOR_KEY);
    return actor.complaintId === undefined
      ? undefined
      : { ...actor, complaintId: actor.complaintId };
  } catch {
    return undefined;
  }
};

const visitorOf = async (
  parts: PageParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Visitor> => {
  const asked = (request.query as Record<string, unknown>)['bahasa'];
  const language = asked === 'id' || asked === 'en' ? asked : pageLanguage(request);
  if (asked === language)
    void reply.setCookie('bahasa', language, { path: '/', maxAge: 31_536_000, sameSite: 'lax' });
  const session = readSessionCookie(request);
  const tracked = readCookie(request, reporterCookie);
  const officer = session === undefined ? undefined : await officerOf(parts, session);
  const reporter = tracked === undefined ? undefined : await reporterOf(parts, tracked);
  return {
    language,
    csrf: ensureFormOwner(request, reply),
    ...(officer ? { officer } : {}),
    ...(reporter ? { reporter } : {}),
  };
};

const formOf = (request: FastifyRequest, route: PageRoute): Promise<Form> => {
  if (route.method === 'GET') return Promise.resolve(emptyForm);
  if (request.isMultipart?.()) {
    if (!route.files) throw new DomainError('media-type');
    return readMultipart(request, route.files);
  }
  return Promise.resolve(request.body instanceof Form ? request.body : emptyForm);
};

/** Where somebody has to go first, or undefined when the page is for him. Throws DomainError `wrong-role`. */
const detour = ({ audience }: PageRoute, visitor: Visitor, here: string): string | undefined => {
  if (audience === 'public') return undefined;
  if (audience === 'reporter') return visitor.reporter ? undefined : '/lacak';
  if (!visitor.officer) return `/masuk?kembali=${encodeURIComponent(here)}`;
  if (audience === 'officer') return undefined;
  const { role } = visitor.officer.actor;
  if (!audience.includes(role)) throw new DomainError('wrong-role', { role });
  return undefined;
};

/** Attachment and inline names keep to plain signs, so that no header can be broken. */
const safeName = (name: string): string => name.replaceAll(/[^\w.-]+/g, '-').slice(0, 100);

// A PDF is shown in a frame of our own pages; nothing in a file may run or load anything.
const filePolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

const answer = (reply: FastifyReply, given: PageAnswer): void => {
  if ('page' in given) return sendHtml(reply, given.page, given.status);
  if ('redirect' in given) {
    void reply.header('cache-control', 'no-store').redirect(given.redirect, 303);
    return;
  }
  const disposition = `${given.save ? 'attachment' : 'inline'}; filename="${safeName(given.name)}"`;
  void reply
    .header('content-type', given.type)
    .header('content-disposition', disposition)
    .header('content-security-policy', filePolicy)
    .header('cache-control', 'private, no-store')
    .send(given.bytes);
};

const handled = async (
  parts: PageParts,
  route: PageRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<PageAnswer> => {
  const csrfKey = tokenKey(parts.kit.config.ADUAN_ACTOR_KEY, 'csrf');
  const visitor = await visitorOf(parts, request, reply);
  const away = detour(
    route,
    visitor,
    route.method === 'GET' ? request.url : route.path.includes(':') ? request.url : route.path,
  );
  if (away !== undefined) return { redirect: away };
  const form = await formOf(request, route);
  if (route.method === 'POST') checkCsrf(request, csrfKey, form.raw('_csrf'));
  const csrfToken = csrfOf(csrfKey, visitor.csrf);
  return route.handle(new PageContext({ parts, request, reply, visitor, form, csrfToken }));
};

const takeForms = (server: FastifyInstance): void => {
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (request, body, done) => {
      // The API takes JSON only: a form of another site must never reach it.
      if (request.url.startsWith('/api/')) done(new DomainError('media-type'));
      else done(null, Form.parse(body as string));
    },
  );
};

/** Puts the pages on the server. Every page goes one way: who is it, may he, is the form ours, then its own work. */
export const registerPages = (
  server: FastifyInstance,
  parts: PageParts,
  routes: readonly PageRoute[],
): void => {
  takeForms(server);
  for (const route of routes) {
    server.route({
      method: route.method,
      url: route.path,
      handler: async (request, reply) => {
        try {
          answer(reply, await handled(parts, route, request, reply));
        } catch (error) {
          const problem = problemOf(error, request, parts.kit);
          const seconds = error instanceof DomainError ? Number(error.parameters['seconds']) : NaN;
          sendErrorPage(request, reply, problem, parts.kit, seconds || undefined);
        }
        return reply;
      },
    });
  }
};

/** Sets the cookie of somebody who tracked a complaint. */
export const rememberReporter = (ctx: PageContext, token: string): void =>
  writeCookie(ctx.reply, reporterCookie, token, { secure: isSecure(ctx.request), maxAge: 3_600 });
