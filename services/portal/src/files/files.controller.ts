import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { FileVariant } from '#libs/attachments';
import { DomainError, filePurposes, uuid, type FileMediaType } from '#libs/contracts';
import { checked, ServiceKit } from '#libs/service';
import { Callers, languageOf } from '../http/caller.js';
import { keyOf, traceOf } from '../http/command-headers.js';
import { positionOf, QueryGate } from '../http/query-gate.js';
import { neighbourhood } from '../http/throttle.js';
import { readUpload, requireUpload } from './read-upload.js';
import { Uploads } from './uploads.js';

type Parameters = Record<string, string>;

const besides = z.strictObject({ purpose: z.enum(filePurposes).default('report') });
/** A file never changes; but one that was taken away must not be shown for long. */
const cacheSeconds = 300;

interface Shown {
  fileId: string;
  complaintId: string;
  name: string;
  mediaType: FileMediaType;
  thumbnail: boolean;
}

/** Header for a name in any script (RFC 6266); a PDF is saved, not opened in our origin. */
export const dispositionOf = ({ name, mediaType }: Pick<Shown, 'name' | 'mediaType'>): string => {
  const kind = mediaType === 'application/pdf' ? 'attachment' : 'inline';
  const plain = name.replaceAll(/[^\w. ()-]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
};

/** Files of a case over HTTP. */
@Controller('api/v1/complaints/:complaintId/files')
export class FilesController {
  constructor(
    private readonly uploads: Uploads,
    private readonly gate: QueryGate,
    private readonly callers: Callers,
    private readonly kit: ServiceKit,
  ) {}

  /** One file with each request. Who may not attach is told before the file is read. */
  @Post()
  @HttpCode(201)
  async attach(
    @Param('complaintId') complaintId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    try {
      return await this.attached(complaintId, request, reply);
    } catch (error) {
      // What was not read of a body that is refused is not waited for.
      void reply.header('connection', 'close');
      throw error;
    }
  }

  @Get(':fileId')
  file(
    @Param() path: Parameters,
    @Query() query: Parameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send('file', path, query, request, reply);
  }

  @Get(':fileId/thumbnail')
  thumbnail(
    @Param() path: Parameters,
    @Query() query: Parameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send('thumbnail', path, query, request, reply);
  }

  private async attached(
    complaintId: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<unknown> {
    const actor = await this.callers.of(request);
    const language = languageOf(request);
    await this.uploads.admit({ actor, complaintId });
    const key = keyOf(request, actor);
    requireUpload(request);
    const { bytes, name, fields } = await readUpload(request);
    const { purpose } = checked(besides, fields, language);
    const { done, fileId, prepared, location } = await this.uploads.attach(
      {
        actor,
        complaintId,
        purpose,
        key,
        language,
        from: neighbourhood(request.ip),
        correlationId: request.id,
        traceparent: traceOf(request),
      },
      { bytes, name },
    );
    const { commit, prepare } = done.position;
    void reply.header('aduan-position', `${commit}/${prepare}`);
    if (done.replayed) void reply.header('idempotent-replayed', 'true');
    const { ok: _, result: __, ...outcome } = done;
    return { ...outcome, fileId, ...prepared, ...(location ? { location } : {}) };
  }

  private async send(
    variant: FileVariant,
    path: Parameters,
    query: Parameters,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const shown = await this.shown(path, query['after'], request);
    const bytes = await this.kit.files.get(shown.fileId, shown.complaintId, variant);
    if (!bytes) throw new DomainError('not-found');
    await reply
      .headers({
        'content-type': variant === 'thumbnail' ? 'image/webp' : shown.mediaType,
        'content-disposition': dispositionOf(shown),
        'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': `private, max-age=${cacheSeconds}`,
      })
      .send(bytes);
  }

  /** The file, if the caller sees it on the page of the case: whoever may not see the case gets what the page answers. */
  private async shown(
    path: Parameters,
    after: string | undefined,
    request: FastifyRequest,
  ): Promise<Shown> {
    const complaintId = uuid.safeParse(path['complaintId']).data;
    const fileId = uuid.safeParse(path['fileId']).data;
    if (complaintId === undefined) throw new DomainError('not-found');
    const actor = await this.callers.of(request);
    const page = await this.gate.ask(
      'complaint',
      { complaintId },
      {
        actor,
        language: languageOf(request),
        correlationId: request.id,
        after: positionOf(after),
      },
    );
    const file = page.files.find((each) => each.fileId === fileId);
    if (!file || typeof file.name !== 'string' || 'removedAt' in file)
      throw new DomainError('not-found');
    return { ...file, name: file.name, complaintId };
  }
}
