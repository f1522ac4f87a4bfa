import { randomUUID } from 'node:crypto';
import {
  querySubject,
  commandSubject,
  queryContracts,
  type Actor,
  type QueryName,
  type QueryReply,
  type QueryResult,
  type WirePosition,
} from '#libs/contracts';
import { derivedId, envelop, signActor, toWire, type Decision } from '#libs/eventsourcing';
import { request } from '#libs/messaging';
import type { ServiceKit } from '#libs/service';
import type { Fact } from './history.js';
import { waru } from './facts.js';

/** A running service, its store filled and its views asked as other services would do it. */
export const liveViews = (kit: ServiceKit) => {
  const revisions = new Map<string, bigint>();

  /** Stores facts; answers the position of the last. */
  const happened = async (complaintId: string, ...facts: Fact[]): Promise<WirePosition> => {
    let position = { commit: 0n, prepare: 0n };
    for (const each of facts) {
      const streamId = each.streamId ?? `${each.service ?? 'intake'}-${complaintId}`;
      const at = kit.now().toISOString();
      const { type, data, round = 1, step = 1, by } = each;
      const decision = { type, data, round, step } as Decision<{ type: string; data: object }>;
      const events = await envelop([decision], {
        streamId,
        sealer: kit.sealer,
        occurredAt: at,
        recordedAt: at,
        context: {
          kecamatan: each.kecamatan ?? waru,
          complaintId,
          actor: { id: by?.id ?? 'account-1', role: by?.role ?? 'petugas', kecamatan: '*' },
          commandKey: derivedId('spec', randomUUID()),
          correlationId: 'spec',
        },
      });
      const known = revisions.get(streamId);
      const appended = await kit.store.append(streamId, events, known ?? 'no_stream');
      revisions.set(streamId, appended.revision);
      ({ position } = appended);
    }
    return toWire(position);
  };

  const ask = async (
    name: string,
    actor: Actor,
    parameters: Record<string, unknown> = {},
    after?: WirePosition,
  ): Promise<QueryReply> =>
    request(kit.nats, querySubject('views'), {
      name,
      parameters,
      actor: await signActor(actor, kit.actorKey),
      correlationId: 'spec',
      ...(after ? { after } : {}),
    });

  /** What a query answers, checked against its contract. Throws when it is refused. */
  const get = async <N extends QueryName>(
    name: N,
    actor: Actor,
    parameters: Record<string, unknown> = {},
    after?: WirePosition,
  ): Promise<QueryResult<N>> => {
    const reply = await ask(name, actor, parameters, after);
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
    return queryContracts[name].result.parse(reply.result) as QueryResult<N>;
  };

  /** Why a query is refused. */
  const refused = async (...asked: Parameters<typeof ask>): Promise<string> => {
    const reply = await ask(...asked);
    return reply.ok ? 'ok' : reply.error.code;
  };

  const rebuild = async (view: string, actor: Actor): Promise<QueryReply> =>
    request(kit.nats, commandSubject('views'), {
      name: 'rebuild',
      view,
      actor: await signActor(actor, kit.actorKey),
    });

  return { happened, ask, get, refused, rebuild };
};
