import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError, type Actor } from '#libs/contracts';
import { ServiceKit } from '#libs/service';
import { reporterTokenPrefix, verifyReporter } from '../sessions/reporter-token.js';
import { Sessions } from '../sessions/sessions.js';

/** Somebody who did not sign in: may report by the web form and look up a case by number and code. */
export const publicActor: Actor = { id: 'public', role: 'reporter', kecamatan: '*' };

/** Language of errors: Indonesian unless the caller prefers English. */
export const languageOf = (request: FastifyRequest): 'id' | 'en' =>
  /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'id';

/** The bearer token of a request, if any. */
export const tokenOf = (request: FastifyRequest): string | undefined =>
  /^Bearer ([\w.~+/=-]{1,2000})$/i.exec(request.headers.authorization ?? '')?.[1];

/** Tells who calls. */
@Injectable()
export class Callers {
  constructor(
    private readonly kit: ServiceKit,
    private readonly sessions: Sessions,
  ) {}

  /** The caller, or the public when nobody signed in. Throws DomainError `session-needed` for a token that is no good. */
  async of(request: FastifyRequest): Promise<Actor> {
    if (request.headers.authorization === undefined) return publicActor;
    const token = tokenOf(request);
    if (token === undefined) throw new DomainError('session-needed');
    return token.startsWith(reporterTokenPrefix)
      ? verifyReporter(token, this.kit.config.ADUAN_ACTOR_KEY)
      : this.sessions.actorOf(token);
  }

  /** The officer who calls. Throws DomainError `not-signed-in`, `wrong-role`. */
  async officer(request: FastifyRequest): Promise<Actor> {
    const actor = await this.of(request);
    if (actor.id === publicActor.id) throw new DomainError('not-signed-in');
    if (actor.role === 'reporter') throw new DomainError('wrong-role', { role: actor.role });
    return actor;
  }

  /** The district's administrator. Throws DomainError `not-signed-in`, `wrong-role`. */
  async admin(request: FastifyRequest): Promise<Actor> {
    const actor = await this.officer(request);
    if (actor.role !== 'admin') throw new DomainError('wrong-role', { role: actor.role });
    return actor;
  }
}
