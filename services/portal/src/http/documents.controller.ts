import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  DomainError,
  queryContracts,
  type ComplaintPage,
  type ReporterPage,
} from '#libs/contracts';
import { checked, ServiceKit } from '#libs/service';
import { Bus } from '../bus.js';
import { Callers, languageOf, publicActor } from './caller.js';
import { fileForOfficer, fileForReporter, kindOf, type DocumentFile } from './document-file.js';
import { QueryGate } from './query-gate.js';
import { neighbourhood, throttle } from './throttle.js';

const wanted = z.strictObject({
  complaintId: z.uuid().toLowerCase(),
  documentId: z.uuid().toLowerCase(),
  version: z.enum(['original', 'signed']).optional(),
});
type Wanted = z.output<typeof wanted>;

/** Berita Acara and Jawaban: the files, and what anybody may know who has the paper in his hand. */
@Controller('api/v1')
export class DocumentsController {
  constructor(
    private readonly gate: QueryGate,
    private readonly bus: Bus,
    private readonly callers: Callers,
    private readonly kit: ServiceKit,
  ) {}

  /** Needs no sign-in; guesses are limited. */
  @Get('verify/:code')
  async verify(@Param('code') code: string, @Req() request: FastifyRequest): Promise<unknown> {
    await throttle('verify', neighbourhood(request.ip));
    const { verify } = queryContracts;
    const parameters = checked(verify.parameters, { code }, languageOf(request));
    return this.bus.ask('verify', parameters, publicActor, { correlationId: request.id });
  }

  @Get('complaints/:complaintId/documents/:documentId')
  async document(
    @Param() path: Record<string, string>,
    @Query() query: Record<string, string>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = checked(wanted, { ...query, ...path }, languageOf(request));
    const { fileId, name } = await this.fileOf(asked, request);
    const bytes = await this.kit.files.get(fileId, asked.complaintId);
    if (!bytes) throw new DomainError('not-found');
    const { mediaType, ending } = kindOf(bytes);
    await reply
      .header('content-type', mediaType)
      .header('content-disposition', `inline; filename="${name}.${ending}"`)
      .header('cache-control', 'private, no-store')
      .header('x-content-type-options', 'nosniff')
      .send(bytes);
  }

  private async fileOf(
    { complaintId, documentId, version }: Wanted,
    request: FastifyRequest,
  ): Promise<DocumentFile> {
    const actor = await this.callers.of(request);
    const asking = { actor, language: languageOf(request), correlationId: request.id };
    const page = await this.gate.ask('complaint', { complaintId }, asking);
    return actor.role === 'reporter'
      ? fileForReporter(page as ReporterPage, documentId)
      : fileForOfficer(actor, page as ComplaintPage, documentId, version);
  }
}
