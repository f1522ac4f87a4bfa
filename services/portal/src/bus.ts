import {
  commandSubject,
  DomainError,
  holderOfStep,
  querySubject,
  type Actor,
  type CommandContract,
  type CommandDone,
  type CommandReply,
  type CommandRequest,
  type CommandType,
  type QueryName,
  type QueryReply,
  type QueryRequest,
  type Refusal,
  type ServiceName,
  type Step,
  type WirePosition,
} from '#libs/contracts';
import { signActor } from '#libs/eventsourcing';
import { NoResponder, request, RequestTimedOut } from '#libs/messaging';
import type { ServiceKit } from '#libs/service';

/** How long a command may take in all, waiting for a case that has not arrived yet included. */
const patienceMs = 10_000;
const firstPauseMs = 50;
const queryTimeoutMs = 8_000;

export interface Command {
  type: CommandType;
  by: Actor;
  caller: string;
  kecamatan: string;
  key: string;
  body: unknown;
  complaintId?: string;
  expectedRevision?: number;
  correlationId: string;
  traceparent?: string;
}

const refuse = (refusal: Refusal): DomainError => {
  const { code, parameters, ...detail } = refusal.error;
  return new DomainError(code, parameters, detail);
};

/** The service that decides a command: its own, or whoever holds the step named in the body. */
export const serviceOf = (contract: CommandContract, body: unknown): ServiceName => {
  if (contract.service !== 'holder') return contract.service;
  const { step } = body as { step: Step };
  return holderOfStep[step];
};

/** The way from the portal to the services: NATS requests. */
export class Bus {
  constructor(private readonly kit: ServiceKit) {}

  /**
   * Gives a command to its service and waits for the outcome; a case that is still on its way and a service that
   * restarts are waited for, bounded, with the same key. Throws DomainError.
   */
  async send(service: ServiceName, command: Command): Promise<CommandDone> {
    const until = Date.now() + patienceMs;
    for (let pause = firstPauseMs; ; pause = Math.min(1_000, pause * 2)) {
      const outcome = await this.once(service, command, until - Date.now());
      if (!(outcome instanceof DomainError)) return outcome;
      const passing = ['not-arrived', 'unavailable', 'outcome-unknown'].includes(outcome.code);
      if (!passing || Date.now() + pause > until) throw outcome;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  private async once(
    service: ServiceName,
    command: Command,
    timeoutMs: number,
  ): Promise<CommandDone | DomainError> {
    const { by, expectedRevision, complaintId, traceparent, ...rest } = command;
    const message: CommandRequest = {
      ...rest,
      actor: await signActor(by, this.kit.actorKey),
      ...(complaintId === undefined ? {} : { complaintId }),
      ...(traceparent === undefined ? {} : { traceparent }),
      ...(expectedRevision === undefined ? {} : { expectedRevision: String(expectedRevision) }),
    };
    try {
      const subject = commandSubject(service);
      const reply = await request<CommandReply>(this.kit.nats, subject, message, { timeoutMs });
      return reply.ok ? reply : refuse(reply);
    } catch (error) {
      return away(error, service);
    }
  }

  /** Asks the views. `after` makes them wait (bounded) until they have seen that position. Throws DomainError. */
  async ask(
    name: QueryName,
    parameters: object,
    by: Actor,
    options: { after?: WirePosition; correlationId: string },
  ): Promise<unknown> {
    const message: QueryRequest = {
      name,
      parameters: parameters as Record<string, unknown>,
      actor: await signActor(by, this.kit.actorKey),
      ...options,
    };
    return this.views(querySubject('views'), message);
  }

  /** Has a view made anew. Throws DomainError `not-found` for a view that there is not. */
  async rebuild(view: string, by: Actor, correlationId: string): Promise<unknown> {
    const actor = await signActor(by, this.kit.actorKey);
    return this.views(commandSubject('views'), { name: 'rebuild', view, actor, correlationId });
  }

  private async views(subject: string, message: object): Promise<unknown> {
    let reply: QueryReply;
    try {
      const timeoutMs = queryTimeoutMs;
      reply = await request<QueryReply>(this.kit.nats, subject, message, { timeoutMs });
    } catch (error) {
      throw away(error, 'views');
    }
    if (!reply.ok) throw refuse(reply);
    return reply.result;
  }
}

const away = (error: unknown, service: ServiceName): DomainError => {
  if (error instanceof NoResponder) return new DomainError('unavailable', { service });
  if (error instanceof RequestTimedOut) return new DomainError('outcome-unknown');
  throw error;
};
