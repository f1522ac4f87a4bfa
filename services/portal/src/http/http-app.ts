import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { nestLogger, type ServiceKit } from '#libs/service';
import { serveAssets } from '../pages/kit/assets.js';
import { partsOf } from '../pages/parts.js';
import { sendErrorPage } from '../pages/kit/error-page.js';
import { registerPages } from '../pages/kit/register.js';
import { wantsPage } from '../pages/kit/visitor.js';
import { pageRoutes } from '../pages/routes.js';
import { refuseStrayUploads } from '../files/stray-uploads.js';
import { HttpModule } from '../portal.module.js';
import { Sessions } from '../sessions/sessions.js';
import { HttpMetrics } from './http-metrics.js';
import { traceRequests } from './http-tracing.js';
import { takeJsonOnly } from './json-body.js';
import { refuseOverload } from './overload.js';
import { ProblemFilter, problemOf, sendProblem } from './problem.js';
import type { Neighbours } from './system.controller.js';

const maxBodyBytes = 256 * 1024;
const requestIdShape = /^[\w-]{8,64}$/;

const headers = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

const greet = (request: FastifyRequest, reply: FastifyReply): void => {
  void reply.headers(headers).header('x-request-id', request.id);
};

/** Fastify with our limits; it believes the X-Forwarded-For of configured proxies only. */
export const adapterOf = (kit: ServiceKit): FastifyAdapter =>
  new FastifyAdapter({
    bodyLimit: maxBodyBytes,
    requestTimeout: 30_000,
    trustProxy: kit.config.ADUAN_TRUST_PROXY ?? false,
    genReqId: (request: { headers: Record<string, string | string[] | undefined> }) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && requestIdShape.test(given) ? given : randomUUID();
    },
    // An address that cannot be read reaches neither hooks nor Nest.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      greet(request, reply);
      sendProblem(reply, problemOf(error, request, kit));
    },
  });

const harden = (server: FastifyInstance): void => {
  server.addHook('onRequest', (request, reply, done) => {
    greet(request, reply);
    done();
  });
};

/**
 * The portal's HTTP server, listening. Throws a clear Error when the port is taken.
 */
export const startHttp = async (
  kit: ServiceKit,
  sessions: Sessions,
  neighbours: Neighbours,
): Promise<NestFastifyApplication> => {
  const app = await NestFactory.create<NestFastifyApplication>(
    HttpModule.with(kit, sessions, neighbours),
    adapterOf(kit),
    { logger: nestLogger(kit.logger), bodyParser: false },
  );
  app.useGlobalFilters(
    new ProblemFilter(kit, (request, reply, problem, seconds) =>
      wantsPage(request)
        ? sendErrorPage(request, reply, problem, kit, seconds)
        : sendProblem(reply, problem, seconds),
    ),
  );
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  harden(server);
  await server.register(fastifyCookie);
  refuseOverload(server, kit);
  traceRequests(server);
  takeJsonOnly(server);
  await server.register(fastifyMultipart);
  refuseStrayUploads(server, kit);
  serveAssets(server);
  registerPages(server, partsOf(app, kit, sessions), pageRoutes);
  app.get(HttpMetrics).watch(server);
  const { ADUAN_PORT: port, ADUAN_HOST: host } = kit.config;
  try {
    await app.listen(port, host);
  } catch (error) {
    await app.close();
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    throw new Error(`port ${port} on ${host} is in use: stop what uses it, or set ADUAN_PORT`, {
      cause: error,
    });
  }
  return app;
};
