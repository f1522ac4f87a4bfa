import { z } from 'zod';
import {
  DomainError,
  queryContracts,
  type Actor,
  type QueryContract,
  type QueryName,
  type QueryReply,
} from '#libs/contracts';
import { fromWire, verifyActor } from '#libs/eventsourcing';
import { checked, refusalOf, type ServiceKit } from '#libs/service';
import type { ViewRunner } from '../runtime/view-runner.js';
import { withinDeadline } from './deadline.js';
import { queryTable, type ViewQuery } from './table.js';

/** How long an answer waits for the views to reach the position asked for, in ms. */
const waitMs = 3_000;
/** How long MongoDB may take, in ms; the portal gives up after 8 s. */
const answerMs = 4_000;

const digits = z.string().regex(/^\d{1,20}$/);
const requestShape = z.looseObject({
  name: z.string(),
  parameters: z.record(z.string(), z.unknown()).default({}),
  after: z.strictObject({ commit: digits, prepare: digits }).optional(),
  actor: z.string(),
});
type Request = z.output<typeof requestShape>;

const contractOf = (name: string): QueryContract<QueryName> => {
  if (!Object.hasOwn(queryContracts, name)) throw new DomainError('not-found');
  return queryContracts[name as QueryName];
};

// While a view is being built, what it lacks is not there yet rather than not there.
const toldApart = (error: unknown, runner: ViewRunner, query: ViewQuery<QueryName>): unknown =>
  error instanceof DomainError && error.code === 'not-found' && runner.isBehind(query.from)
    ? new DomainError('unavailable', { service: 'views' })
    : error;

const fromViews = async (
  kit: ServiceKit,
  runner: ViewRunner,
  query: ViewQuery<QueryName>,
  asked: { actor: Actor; parameters: unknown; after: Request['after'] },
): Promise<unknown> => {
  const { actor, after } = asked;
  const reached = !after || (await runner.reached(query.from, fromWire(after), waitMs));
  const { mongo, reference } = kit;
  const context = { mongo, reference, actor, now: kit.now() };
  try {
    const result = await withinDeadline(answerMs, () =>
      query.run(context, asked.parameters as never),
    );
    return reached && !runner.isBehind(query.from) ? result : { ...result, behind: true };
  } catch (error) {
    throw toldApart(error, runner, query);
  }
};

const answered = async (kit: ServiceKit, runner: ViewRunner, raw: unknown): Promise<unknown> => {
  const request = checked(requestShape, raw);
  const contract = contractOf(request.name);
  const actor = await verifyActor(request.actor, kit.actorKey);
  if (!contract.roles.includes(actor.role))
    throw new DomainError('wrong-role', { role: actor.role });
  const parameters = checked(contract.parameters, request.parameters);
  if (contract.name === 'status') return { views: runner.status() };
  const query = queryTable[contract.name] as ViewQuery<QueryName>;
  return fromViews(kit, runner, query, { actor, parameters, after: request.after });
};

/** Answers one query; never throws. */
export const answerQuery = async (
  kit: ServiceKit,
  runner: ViewRunner,
  raw: unknown,
): Promise<QueryReply> => {
  try {
    return { ok: true, result: await answered(kit, runner, raw) };
  } catch (error) {
    return refusalOf(error, kit.name, kit.logger);
  }
};

const rebuildShape = z.looseObject({
  name: z.literal('rebuild'),
  view: z.string().max(100),
  actor: z.string(),
});

/** Begins to build a view anew, for an admin; how far it is, `status` tells. Never throws. */
export const answerRebuild = async (
  kit: ServiceKit,
  runner: ViewRunner,
  raw: unknown,
): Promise<QueryReply> => {
  try {
    const { view, actor: token } = checked(rebuildShape, raw);
    const actor = await verifyActor(token, kit.actorKey);
    if (actor.role !== 'admin') throw new DomainError('wrong-role', { role: actor.role });
    runner.rebuild(view);
    return { ok: true, result: { view } };
  } catch (error) {
    return refusalOf(error, kit.name, kit.logger);
  }
};
