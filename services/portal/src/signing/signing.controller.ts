import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DomainError, nik, uuid } from '#libs/contracts';
import { checked } from '#libs/service';
import { Callers, languageOf } from '../http/caller.js';
import { keyOf, seenOf, traceOf } from '../http/command-headers.js';
import { neighbourhood, throttle } from '../http/throttle.js';
import { SigningDesk } from './desk.js';
import { SignerNik } from './signer-nik.js';

/** Bodies of the routes, also shown in the OpenAPI document. */
export const signingBodies = {
  sign: z.strictObject({
    documentId: uuid.describe('The document that the signer saw.'),
    passphrase: z
      .string()
      .min(1)
      .max(200)
      .describe('Of the signer’s certificate. Passed on once; neither stored nor logged.'),
    afterUnknown: z
      .literal(true)
      .describe('The signer found out that an earlier try of unknown outcome did not sign.')
      .optional(),
  }),
  nik: z.strictObject({ nik: nik.nullable().describe('16 digits; null forgets it.') }),
};

/** Electronic signing over HTTP. */
@Controller('api/v1')
export class SigningController {
  constructor(
    private readonly desk: SigningDesk,
    private readonly niks: SignerNik,
    private readonly callers: Callers,
  ) {}

  @Post('complaints/:complaintId/sign-electronically')
  @HttpCode(200)
  async sign(
    @Param('complaintId') path: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const actor = await this.callers.officer(request);
    const complaintId = uuid.safeParse(path).data;
    if (complaintId === undefined) throw new DomainError('not-found');
    const language = languageOf(request);
    const { documentId, passphrase, afterUnknown } = checked(signingBodies.sign, body, language);
    // Checked before the desk opens: without them nothing is begun.
    const key = keyOf(request, actor);
    const seen = seenOf(request, actor, 'resolution');
    const done = await this.desk.sign({
      complaintId,
      documentId,
      passphrase,
      afterUnknown,
      actor,
      language,
      from: neighbourhood(request.ip),
      correlationId: request.id,
      traceparent: traceOf(request),
      key: () => key,
      seen: () => seen,
    });
    const { commit, prepare } = done.position;
    void reply.header('aduan-position', `${commit}/${prepare}`);
    if (done.replayed) void reply.header('idempotent-replayed', 'true');
    const { ok: _, result, ...outcome } = done;
    return { ...outcome, ...result, documentId };
  }

  /** An officer sets his own NIK, the administrator anybody's. */
  @Post('accounts/:accountId/nik')
  @HttpCode(200)
  async setNik(
    @Param('accountId') accountId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<{ nik: string | null }> {
    const by = await this.callers.officer(request);
    if (by.role !== 'admin' && by.id !== accountId)
      throw new DomainError('wrong-role', { role: by.role });
    const sent = checked(signingBodies.nik, body, languageOf(request));
    await throttle('password', by.id);
    await this.niks.set(accountId, sent.nik);
    return { nik: (await this.niks.shown(accountId)) ?? null };
  }
}
