import { Injectable } from '@nestjs/common';
import {
  commandContracts,
  covers,
  DomainError,
  kecamatanCode,
  uuid,
  type Actor,
  type CommandContract,
  type CommandDone,
  type CommandType,
  type ServiceName,
} from '#libs/contracts';
import { checked } from '#libs/service';
import { Bus, serviceOf } from '../bus.js';
import { CaseDirectory } from '../case-directory.js';
import { publicActor } from './caller.js';
import { throttle } from './throttle.js';

/** A command as somebody gives it, by the API or from a page. */
export interface Given {
  contract: CommandContract;
  actor: Actor;
  body: unknown;
  language: 'id' | 'en';
  /** Where throttling of strangers counts, see `neighbourhood`. */
  from: string;
  correlationId: string;
  traceparent?: string | undefined;
  /** Of the path: the case, or the kecamatan. */
  complaintId?: string;
  kecamatan?: string;
  /** Idempotency key, checked already. Called only when the caller may give the command. */
  key: () => string;
  /** Revision that the caller saw of the stream of this service. */
  seen: (service: ServiceName) => number | undefined;
}

/** The contract of a command. */
export const contractOfType = (type: CommandType): CommandContract => commandContracts[type];

// Who is not signed in may report, and nothing else.
const requireRole = ({ contract, actor }: Pick<Given, 'contract' | 'actor'>): void => {
  if (actor.id === publicActor.id && contract.target !== 'new-complaint')
    throw new DomainError('not-signed-in');
  if (!contract.roles.includes(actor.role))
    throw new DomainError('wrong-role', { role: actor.role });
};

/**
 * The one way of a command into the system: who may give it, where, with what body. Whatever is asked for by API or page goes
 * through here. Throws DomainError.
 */
@Injectable()
export class CommandGate {
  constructor(
    private readonly bus: Bus,
    private readonly cases: CaseDirectory,
  ) {}

  /** Checks the command and gives it to its service. */
  async give(given: Given): Promise<CommandDone> {
    const { contract } = given;
    requireRole(given);
    const data = checked(contract.schema, given.body ?? {}, given.language);
    switch (contract.target) {
      case 'new-complaint':
        return this.register(given, data as { kecamatan: string });
      case 'complaint':
        return this.act(given, data);
      case 'kecamatan':
        return this.actInKecamatan(given, data);
    }
  }

  /**
   * The case that a command is about, if the caller may give it there; before anything is read or stored for it.
   * Throws DomainError `not-signed-in`, `wrong-role`, `not-found`, `other-kecamatan`.
   */
  async caseOf(
    given: Pick<Given, 'contract' | 'actor' | 'complaintId'>,
  ): Promise<{ complaintId: string; kecamatan: string }> {
    requireRole(given);
    const { actor } = given;
    const complaintId = uuid.safeParse(given.complaintId).data;
    if (complaintId === undefined) throw new DomainError('not-found');
    if (actor.role === 'reporter' && actor.complaintId !== complaintId)
      throw new DomainError('not-found');
    const kecamatan = await this.cases.kecamatanOf(complaintId);
    if (!covers(actor, kecamatan)) throw new DomainError('other-kecamatan');
    return { complaintId, kecamatan };
  }

  private async register(given: Given, { kecamatan }: { kecamatan: string }): Promise<CommandDone> {
    if (!covers(given.actor, kecamatan)) throw new DomainError('other-kecamatan');
    const key = given.key();
    // Reporters too: whoever tracked one complaint is no less a stranger.
    if (given.actor.role === 'reporter') await throttle('report', given.from);
    return this.send(given, 'intake', { kecamatan, key });
  }

  private async act(given: Given, data: unknown): Promise<CommandDone> {
    const { actor, contract } = given;
    const { complaintId, kecamatan } = await this.caseOf(given);
    const service = serviceOf(contract, data);
    const key = given.key();
    const expectedRevision = given.seen(service);
    if (actor.role === 'reporter') await throttle('act', complaintId);
    return this.send(given, service, {
      kecamatan,
      key,
      complaintId,
      ...(expectedRevision === undefined ? {} : { expectedRevision }),
    });
  }

  private async actInKecamatan(given: Given, data: unknown): Promise<CommandDone> {
    const kecamatan = kecamatanCode.safeParse(given.kecamatan).data;
    if (kecamatan === undefined)
      throw new DomainError('unknown-kecamatan', { kecamatan: given.kecamatan ?? '' });
    if (!covers(given.actor, kecamatan)) throw new DomainError('other-kecamatan');
    // A tracking code opens one case, not the counter.
    if (given.actor.role === 'reporter')
      throw new DomainError('wrong-role', { role: given.actor.role });
    return this.send(given, serviceOf(given.contract, data), { kecamatan, key: given.key() });
  }

  private send(
    { contract, actor, body, correlationId, traceparent }: Given,
    service: ServiceName,
    known: { kecamatan: string; key: string; complaintId?: string; expectedRevision?: number },
  ): Promise<CommandDone> {
    return this.bus.send(service, {
      type: contract.type as CommandType,
      by: actor,
      caller: actor.id,
      body: body ?? {},
      correlationId,
      ...known,
      ...(traceparent === undefined ? {} : { traceparent }),
    });
  }
}
