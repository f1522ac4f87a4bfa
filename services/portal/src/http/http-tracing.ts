import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isTracing, startSpan, type OpenSpan } from '#libs/telemetry';
import { traceOf } from './command-headers.js';

const traced = '/api/v1/';

/** A span for each request of the API: method and route, never an address or a query, for those hold ids and names. */
export const traceRequests = (server: FastifyInstance): void => {
  const open = new WeakMap<FastifyRequest, OpenSpan>();
  server.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url;
    if (!isTracing() || !route?.startsWith(traced)) return done();
    const attributes = { 'http.request.method': request.method, 'http.route': route };
    const options = { kind: 'server', service: 'portal', attributes } as const;
    const span = startSpan(`${request.method} ${route}`, { ...options, parent: traceOf(request) });
    if (span) open.set(request, span);
    done();
  });
  // Only here, for the body is read in the context of the socket.
  server.addHook('preHandler', (request, _reply, done) => {
    const span = open.get(request);
    if (span) span.run(done);
    else done();
  });
  const finish = (request: FastifyRequest, status: number, error?: Error): void => {
    const span = open.get(request);
    if (!span) return;
    open.delete(request);
    span.note({ 'http.response.status_code': status });
    span.end(error ?? (status >= 500 ? { name: String(status) } : undefined));
  };
  server.addHook('onResponse', (request, reply, done) => {
    finish(request, reply.statusCode);
    done();
  });
  server.addHook('onRequestAbort', (request, done) => {
    finish(request, 499, new Error('aborted'));
    done();
  });
};
