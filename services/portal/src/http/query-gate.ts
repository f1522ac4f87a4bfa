import { Injectable } from '@nestjs/common';
import {
  DomainError,
  queryContracts,
  type Actor,
  type QueryName,
  type QueryResult,
  type WirePosition,
} from '#libs/contracts';
import { checked } from '#libs/service';
import { Bus } from '../bus.js';
import { publicActor } from './caller.js';

/** A question to the views, by the API or from a page. */
export interface Asking {
  actor: Actor;
  language: 'id' | 'en';
  correlationId: string;
  /** Wait (bounded) until the views have seen this position. */
  after?: WirePosition | undefined;
}

/** The position in the text `commit/prepare`, as a command answers it. Throws DomainError `invalid`. */
export const positionOf = (text: string | undefined): WirePosition | undefined => {
  if (text === undefined) return undefined;
  const match = /^(\d{1,20})\/(\d{1,20})$/.exec(text);
  if (!match?.[1] || !match[2])
    throw new DomainError(
      'invalid',
      {},
      { fields: [{ field: 'after', reason: 'commit/prepare' }] },
    );
  return { commit: match[1], prepare: match[2] };
};

/** The one way of a question to the views: who may ask it. Throws DomainError. */
@Injectable()
export class QueryGate {
  constructor(private readonly bus: Bus) {}

  /** Checks the question and asks it. */
  async ask<N extends QueryName>(
    name: N,
    parameters: object,
    { actor, language, correlationId, after }: Asking,
  ): Promise<QueryResult<N>> {
    const contract = queryContracts[name];
    if (actor.id === publicActor.id) throw new DomainError('not-signed-in');
    if (!(contract.roles as readonly string[]).includes(actor.role))
      throw new DomainError('wrong-role', { role: actor.role });
    checked(contract.parameters, parameters, language);
    const answer = await this.bus.ask(name, parameters, actor, {
      correlationId,
      ...(after ? { after } : {}),
    });
    return answer as QueryResult<N>;
  }
}
