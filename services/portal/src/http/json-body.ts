import type { FastifyInstance } from 'fastify';
import { DomainError } from '#libs/contracts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Takes application/json in UTF-8 and no other body. Bytes that are no UTF-8 are refused (`not-json`) rather than replaced by
 * another sign, and so are keys that would change the prototype of an object.
 */
export const takeJsonOnly = (server: FastifyInstance): void => {
  server.removeAllContentTypeParsers();
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (request, body: Buffer, done) => {
      let text: string;
      try {
        text = utf8.decode(body);
      } catch {
        done(new DomainError('not-json'));
        return;
      }
      void parse(request, text, done);
    },
  );
};
