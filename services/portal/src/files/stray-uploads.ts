import type { FastifyInstance } from 'fastify';
import { DomainError } from '#libs/contracts';
import type { ServiceKit } from '#libs/service';
import { problemOf, sendProblem } from '../http/problem.js';

const filesOfCase = /^\/api\/v1\/complaints\/[^/]+\/files\/?(?:\?|$)/;

/** The API takes JSON, and files only at the address for them: elsewhere a multipart body would pass for an empty one. */
export const refuseStrayUploads = (server: FastifyInstance, kit: ServiceKit): void => {
  server.addHook('onRequest', (request, reply, done) => {
    const isUpload = /^multipart\//i.test(request.headers['content-type'] ?? '');
    if (!isUpload || !request.url.startsWith('/api/') || filesOfCase.test(request.url))
      return done();
    void reply.header('connection', 'close');
    return sendProblem(reply, problemOf(new DomainError('media-type'), request, kit));
  });
};
