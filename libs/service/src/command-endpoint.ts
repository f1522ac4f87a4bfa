import { z } from 'zod';
import {
  commandContracts,
  DomainError,
  type CommandContract,
  type CommandData,
  type CommandReply,
  type CommandRequest,
  type CommandType,
} from '#libs/contracts';
import type { Occasion, Order } from '#libs/casework';
import {
  commandKeyOf,
  derivedId,
  handleCommand,
  toWire,
  verifyActor,
  type AnyEvent,
  type Decider,
  type Handled,
} from '#libs/eventsourcing';
import { traceparentPattern } from '#libs/messaging';
import { activeTraceparent, inSpan, type SpanOptions } from '#libs/telemetry';
import type { ServiceKit } from './kit.js';
import { checked, refusalOf } from './refusal.js';

/** A command that was checked: the caller is who he says, the body fits its contract. */
export interface Incoming<T extends CommandType = CommandType> {
  type: T;
  data: CommandData<T>;
  occasion: Occasion;
  request: CommandRequest;
  commandKey: string;
}

/** Which stream a command goes to and how it is put to the decider. */
export interface Prepared<State, Command, Event extends AnyEvent> {
  decider: Decider<State, Command, Event>;
  streamId: string;
  order: Command;
  receivedAt?: string;
  /** Streams of a kecamatan have no complaint. */
  ofKecamatan?: boolean;
  /** What the caller is told beyond the position; also called for a repeated command, to finish what a crash left. */
  finish?: (handled: Handled<State>) => Promise<Finished> | Finished;
}

/** Answer of a command, and where the last of its events stands if `finish` stored more. */
export interface Finished {
  result: Record<string, unknown>;
  revision?: bigint;
  position?: { commit: bigint; prepare: bigint };
}

/** One function per command; each ends in `decideCommand`. */
export type CommandTable = {
  [T in CommandType]?: (kit: ServiceKit, incoming: Incoming<T>) => Promise<CommandReply>;
};

const requestShape = z.looseObject({
  type: z.string(),
  complaintId: z.uuid().optional(),
  kecamatan: z.string(),
  key: z.string().min(1).max(200),
  caller: z.string().min(1).max(200),
  expectedRevision: z
    .string()
    .regex(/^(-1|\d{1,18})$/)
    .optional(),
  body: z.unknown(),
  actor: z.string(),
  correlationId: z.string().max(200),
  traceparent: z.string().regex(traceparentPattern).optional(),
});

const incomingOf = async (kit: ServiceKit, raw: unknown): Promise<Incoming> => {
  const request = checked(requestShape, raw) as unknown as CommandRequest;
  const contract: CommandContract | undefined = Object.hasOwn(commandContracts, request.type)
    ? commandContracts[request.type]
    : undefined;
  if (!contract) throw new DomainError('not-found');
  const by = await verifyActor(request.actor, kit.actorKey);
  if (!contract.roles.includes(by.role)) throw new DomainError('wrong-role', { role: by.role });
  const data = checked(contract.schema, request.body);
  const { caller, kecamatan, type, key } = request;
  const commandKey = commandKeyOf(caller, kecamatan, type, key);
  const at = kit.now().toISOString();
  const complaintId = request.complaintId ?? derivedId('complaint', commandKey);
  const idFor = (label: string): string => derivedId('id', commandKey, label);
  const rules = kit.reference.rules(kecamatan, at);
  const occasion: Occasion = { complaintId, kecamatan, by, at, idFor, ...rules };
  return { type: request.type, data, occasion, request, commandKey } as Incoming;
};

/** The command as a decider sees it. */
export const orderOf = <T extends CommandType>({
  type,
  data,
  occasion,
}: Incoming<T>): Order<T> => ({
  type,
  data,
  ...occasion,
});

/** Puts a checked command to its decider and answers with the position that views must reach to show it. */
export const decideCommand = async <State, Command, Event extends AnyEvent>(
  kit: ServiceKit,
  incoming: Incoming,
  prepared: Prepared<State, Command, Event>,
): Promise<CommandReply> => {
  const { request, occasion, commandKey } = incoming;
  const handled = await handleCommand({
    store: kit.store,
    sealer: kit.sealer,
    now: kit.now,
    decider: prepared.decider,
    streamId: prepared.streamId,
    command: prepared.order,
    body: incoming.data,
    ...(request.expectedRevision === undefined
      ? {}
      : { expectedRevision: BigInt(request.expectedRevision) }),
    context: {
      kecamatan: occasion.kecamatan,
      ...(prepared.ofKecamatan ? {} : { complaintId: occasion.complaintId }),
      actor: occasion.by,
      commandKey,
      correlationId: request.correlationId,
      ...(request.traceparent === undefined ? {} : { traceparent: request.traceparent }),
      ...(prepared.receivedAt === undefined ? {} : { receivedAt: prepared.receivedAt }),
      procedureVersion: occasion.procedure.version,
      calendarVersion: occasion.calendar.version,
    },
  });
  const finished = (await prepared.finish?.(handled)) ?? { result: {} };
  return {
    ok: true,
    ...(prepared.ofKecamatan ? {} : { complaintId: occasion.complaintId }),
    revision: (finished.revision ?? handled.revision).toString(),
    position: toWire(finished.position ?? handled.position),
    replayed: handled.replayed,
    result: finished.result,
  };
};

const spanOf = (kit: ServiceKit, { request, occasion }: Incoming): SpanOptions => {
  const { complaintId, kecamatan } = occasion;
  const attributes = { 'aduan.complaint.id': complaintId, 'aduan.kecamatan': kecamatan };
  // The message's own context is that of the request; the body's comes from a caller who keeps no traces.
  const parent = activeTraceparent() ?? request.traceparent;
  return { service: kit.name, parent, attributes };
};

/** Answers one command request of a service; never throws. */
export const answerCommand = async (
  kit: ServiceKit,
  raw: unknown,
  table: CommandTable,
): Promise<CommandReply> => {
  try {
    const incoming = await incomingOf(kit, raw);
    const run = table[incoming.type] as
      ((kit: ServiceKit, incoming: Incoming) => Promise<CommandReply>) | undefined;
    if (!run) throw new DomainError('not-found');
    return await inSpan(`command ${incoming.type}`, spanOf(kit, incoming), () =>
      run(kit, incoming),
    );
  } catch (error) {
    return refusalOf(error, kit.name, kit.logger);
  }
};
