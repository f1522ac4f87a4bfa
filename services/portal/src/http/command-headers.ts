import type { FastifyRequest } from 'fastify';
import {
  DomainError,
  parseEtag,
  type Actor,
  type EtagService,
  type ServiceName,
} from '#libs/contracts';
import { traceparentPattern } from '#libs/messaging';
import { publicActor } from './caller.js';

type Headed = Pick<FastifyRequest, 'headers'>;

const headerOf = (request: Headed, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

/**
 * A UUID that is drawn by lot (versions 4 and 7): the public shares one space of keys, and the key with the same body is
 * answered with the tracking code again, so nobody must be able to guess it.
 */
const publicKey = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const officerKey = /^[\x21-\x7e]{8,200}$/;

/** The caller's key. Throws DomainError `key-missing`, `key-malformed`. */
export const keyOf = (request: Headed, actor: Actor): string => {
  const key = headerOf(request, 'idempotency-key');
  if (!key) throw new DomainError('key-missing');
  const shape = actor.id === publicActor.id ? publicKey : officerKey;
  if (!shape.test(key)) throw new DomainError('key-malformed');
  return key;
};

/** W3C trace context, or nothing: other text in that header must not get into events. */
export const traceOf = (request: Headed): string | undefined => {
  const trace = headerOf(request, 'traceparent');
  return trace !== undefined && traceparentPattern.test(trace) ? trace : undefined;
};

/**
 * Revision that an officer saw of the stream the command goes to; reporters see no revisions. Throws DomainError
 * `if-match-missing`, `if-match-malformed`.
 */
export const seenOf = (request: Headed, actor: Actor, service: ServiceName): number | undefined => {
  if (actor.role === 'reporter') return undefined;
  const header = headerOf(request, 'if-match');
  if (!header) throw new DomainError('if-match-missing');
  const revisions = parseEtag(header);
  if (!revisions) throw new DomainError('if-match-malformed');
  return revisions[service as EtagService];
};
