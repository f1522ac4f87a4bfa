import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '#libs/contracts';
import type { ServiceKit } from '#libs/service';
import { problemOf, sendProblem } from './problem.js';

/** Requests of the API that are dealt with at once; some seconds' work of a small server. */
const mostAtOnce = 100;
const retryAfterSeconds = 2;

/**
 * Tells whoever comes while too much is under way to come again in a moment: what waits without end is answered by nobody, and
 * slows down those who were here first. Health and metrics are always answered. Gives how many are under way, whenever it is asked.
 */
export const refuseOverload = (
  server: FastifyInstance,
  kit: ServiceKit,
  most: number = mostAtOnce,
): (() => number) => {
  const open = new Set<FastifyRequest>();
  server.addHook('onRequest', (request, reply, done) => {
    if (!request.url.startsWith('/api/v1/')) return done();
    if (open.size >= most) {
      const busy = new DomainError('unavailable', { service: 'portal' });
      return sendProblem(reply, problemOf(busy, request, kit), retryAfterSeconds);
    }
    open.add(request);
    done();
  });
  server.addHook('onResponse', (request, _reply, done) => {
    open.delete(request);
    done();
  });
  server.addHook('onRequestAbort', (request, done) => {
    open.delete(request);
    done();
  });
  return () => open.size;
};
