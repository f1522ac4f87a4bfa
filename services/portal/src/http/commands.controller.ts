import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  commandContracts,
  DomainError,
  type CommandContract,
  type CommandTarget,
} from '#libs/contracts';
import { Callers, languageOf } from './caller.js';
import { CommandGate } from './command-gate.js';
import { keyOf, seenOf, traceOf } from './command-headers.js';
import { neighbourhood } from './throttle.js';

const contractOf = (target: CommandTarget, path: string): CommandContract => {
  const found = (Object.values(commandContracts) as CommandContract[]).find(
    (contract) => contract.target === target && contract.path === path && !contract.internal,
  );
  if (!found) throw new DomainError('not-found');
  return found;
};

/** Every command of the contracts over HTTP: one address each, one way through. */
@Controller('api/v1')
export class CommandsController {
  constructor(
    private readonly gate: CommandGate,
    private readonly callers: Callers,
  ) {}

  @Post('complaints')
  @HttpCode(201)
  register(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.give(contractOf('new-complaint', ''), {}, { body, request, reply });
  }

  @Post('complaints/:complaintId/:action')
  @HttpCode(200)
  act(
    @Param() path: { complaintId: string; action: string },
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { complaintId, action } = path;
    return this.give(contractOf('complaint', action), { complaintId }, { body, request, reply });
  }

  @Post('kecamatan/:kecamatan/:action')
  @HttpCode(200)
  actInKecamatan(
    @Param() path: { kecamatan: string; action: string },
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { kecamatan, action } = path;
    return this.give(contractOf('kecamatan', action), { kecamatan }, { body, request, reply });
  }

  private async give(
    contract: CommandContract,
    target: { complaintId?: string; kecamatan?: string },
    { body, request, reply }: { body: unknown; request: FastifyRequest; reply: FastifyReply },
  ): Promise<unknown> {
    const actor = await this.callers.of(request);
    const done = await this.gate.give({
      contract,
      actor,
      body,
      ...target,
      language: languageOf(request),
      from: neighbourhood(request.ip),
      correlationId: request.id,
      traceparent: traceOf(request),
      key: () => keyOf(request, actor),
      seen: (service) => seenOf(request, actor, service),
    });
    const { commit, prepare } = done.position;
    void reply.header('aduan-position', `${commit}/${prepare}`);
    if (done.replayed) void reply.header('idempotent-replayed', 'true');
    const { ok: _, result, ...outcome } = done;
    return { ...outcome, ...result };
  }
}
