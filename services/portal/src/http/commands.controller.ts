import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  commandContracts,
  covers,
  DomainError,
  kecamatanCode,
  type Actor,
  type CommandContract,
  type CommandTarget,
  type CommandType,
  type ServiceName,
  uuid,
} from '#libs/contracts';
import { checked } from '#libs/service';
import { Bus, serviceOf } from '../bus.js';
import { CaseDirectory } from '../case-directory.js';
import { Callers, languageOf, publicActor } from './caller.js';
import { keyOf, seenOf, traceOf } from './command-headers.js';
import { neighbourhood, throttle } from './throttle.js';

const contractOf = (target: CommandTarget, path: string): CommandContract => {
  const found = Object.values(commandContracts).find(
    (contract) => contract.target === target && contract.path === path,
  );
  if (!found) throw new DomainError('not-found');
  return found;
};

/** Every command of the contracts over HTTP: one address each, one way through. */
@Controller('api/v1')
export class CommandsController {
  constructor(
    private readonly bus: Bus,
    private readonly callers: Callers,
    private readonly cases: CaseDirectory,
  ) {}

  @Post('complaints')
  @HttpCode(201)
  async register(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const contract = contractOf('new-complaint', '');
    const { actor, data } = await this.admit(contract, body, request);
    const { kecamatan } = data as { kecamatan: string };
    if (!covers(actor, kecamatan)) throw new DomainError('other-kecamatan');
    const key = keyOf(request, actor);
    // Reporters too: whoever tracked one complaint is no less a stranger.
    if (actor.role === 'reporter') await throttle('report', neighbourhood(request.ip));
    return this.send(contract, 'intake', { actor, kecamatan, key, body, request, reply });
  }

  @Post('complaints/:complaintId/:action')
  @HttpCode(200)
  async act(
    @Param() path: { complaintId: string; action: string },
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const contract = contractOf('complaint', path.action);
    const { actor, data } = await this.admit(contract, body, request);
    const complaintId = uuid.safeParse(path.complaintId).data;
    if (complaintId === undefined) throw new DomainError('not-found');
    if (actor.role === 'reporter' && actor.complaintId !== complaintId)
      throw new DomainError('not-found');
    const kecamatan = await this.cases.kecamatanOf(complaintId);
    if (!covers(actor, kecamatan)) throw new DomainError('other-kecamatan');
    const service = serviceOf(contract, data);
    const key = keyOf(request, actor);
    const expectedRevision = seenOf(request, actor, service);
    if (actor.role === 'reporter') await throttle('act', complaintId);
    const known = { actor, kecamatan, key, complaintId, body, request, reply };
    return this.send(contract, service, {
      ...known,
      ...(expectedRevision === undefined ? {} : { expectedRevision }),
    });
  }

  @Post('kecamatan/:kecamatan/:action')
  @HttpCode(200)
  async actInKecamatan(
    @Param() path: { kecamatan: string; action: string },
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const contract = contractOf('kecamatan', path.action);
    const { actor } = await this.admit(contract, body, request);
    const kecamatan = kecamatanCode.safeParse(path.kecamatan).data;
    if (kecamatan === undefined)
      throw new DomainError('unknown-kecamatan', { kecamatan: path.kecamatan });
    if (!covers(actor, kecamatan)) throw new DomainError('other-kecamatan');
    // A tracking code opens one case, not the counter.
    if (actor.role === 'reporter') throw new DomainError('wrong-role', { role: actor.role });
    const service = serviceOf(contract, body);
    const key = keyOf(request, actor);
    return this.send(contract, service, { actor, kecamatan, key, body, request, reply });
  }

  private async admit(
    contract: CommandContract,
    body: unknown,
    request: FastifyRequest,
  ): Promise<{ actor: Actor; data: unknown }> {
    const actor = await this.callers.of(request);
    // Who is not signed in may report, and nothing else.
    if (actor.id === publicActor.id && contract.target !== 'new-complaint')
      throw new DomainError('not-signed-in');
    if (!contract.roles.includes(actor.role))
      throw new DomainError('wrong-role', { role: actor.role });
    return { actor, data: checked(contract.schema, body ?? {}, languageOf(request)) };
  }

  private async send(
    contract: CommandContract,
    service: ServiceName,
    known: {
      actor: Actor;
      kecamatan: string;
      key: string;
      complaintId?: string;
      expectedRevision?: number;
      body: unknown;
      request: FastifyRequest;
      reply: FastifyReply;
    },
  ): Promise<unknown> {
    const { actor, kecamatan, key, complaintId, expectedRevision, request, reply } = known;
    const traceparent = traceOf(request);
    const done = await this.bus.send(service, {
      type: contract.type as CommandType,
      by: actor,
      caller: actor.id,
      kecamatan,
      key,
      body: known.body ?? {},
      correlationId: request.id,
      ...(complaintId === undefined ? {} : { complaintId }),
      ...(expectedRevision === undefined ? {} : { expectedRevision }),
      ...(traceparent === undefined ? {} : { traceparent }),
    });
    const { commit, prepare } = done.position;
    void reply.header('aduan-position', `${commit}/${prepare}`);
    if (done.replayed) void reply.header('idempotent-replayed', 'true');
    const { ok: _, result, ...outcome } = done;
    return { ...outcome, ...result };
  }
}
