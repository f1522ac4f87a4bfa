import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { queryContracts, type Actor, type QueryName } from '#libs/contracts';
import { checked, ServiceKit } from '#libs/service';
import { Bus } from '../bus.js';
import { signReporter } from '../sessions/reporter-token.js';
import { Callers, languageOf, publicActor } from './caller.js';
import { positionOf, QueryGate } from './query-gate.js';
import { neighbourhood, throttle } from './throttle.js';

type Parameters = Record<string, string>;

/** Every query of the contracts over HTTP. `after` is the position that a command answered with. */
@Controller('api/v1')
export class QueriesController {
  constructor(
    private readonly gate: QueryGate,
    private readonly bus: Bus,
    private readonly callers: Callers,
    private readonly kit: ServiceKit,
  ) {}

  @Get('complaints/:complaintId')
  async complaint(
    @Param() path: Parameters,
    @Query() query: Parameters,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const page = (await this.answer('complaint', { ...query, ...path }, request)) as {
      etag?: string;
    };
    if (page.etag) void reply.header('etag', page.etag);
    if (page.etag && request.headers['if-none-match'] === page.etag) {
      void reply.status(304);
      return undefined;
    }
    return page;
  }

  @Get('complaints/:complaintId/timeline')
  timeline(
    @Param() path: Parameters,
    @Query() query: Parameters,
    @Req() request: FastifyRequest,
  ): Promise<unknown> {
    return this.answer('timeline', { ...query, ...path }, request);
  }

  @Get('complaints/:complaintId/hints')
  hints(
    @Param() path: Parameters,
    @Query() query: Parameters,
    @Req() request: FastifyRequest,
  ): Promise<unknown> {
    return this.answer('hints', { ...query, ...path }, request);
  }

  @Get('queue')
  queue(@Query() query: Parameters, @Req() request: FastifyRequest): Promise<unknown> {
    return this.answer('queue', query, request);
  }

  @Get('register')
  register(@Query() query: Parameters, @Req() request: FastifyRequest): Promise<unknown> {
    return this.answer('register', query, request);
  }

  @Get('documents')
  documents(@Query() query: Parameters, @Req() request: FastifyRequest): Promise<unknown> {
    return this.answer('documents', query, request);
  }

  @Get('search')
  search(@Query() query: Parameters, @Req() request: FastifyRequest): Promise<unknown> {
    return this.answer('search', query, request);
  }

  @Get('tasks')
  tasks(@Query() query: Parameters, @Req() request: FastifyRequest): Promise<unknown> {
    return this.answer('tasks', query, request);
  }

  @Get('kecamatan/:kecamatan/waiting-list')
  waitingList(
    @Param() path: Parameters,
    @Query() query: Parameters,
    @Req() request: FastifyRequest,
  ): Promise<unknown> {
    return this.answer('waiting-list', { ...query, ...path }, request);
  }

  @Get('kecamatan/:kecamatan/suggestion-boxes')
  suggestionBoxes(
    @Param() path: Parameters,
    @Query() query: Parameters,
    @Req() request: FastifyRequest,
  ): Promise<unknown> {
    return this.answer('suggestion-boxes', { ...query, ...path }, request);
  }

  @Get('views')
  views(@Query() query: Parameters, @Req() request: FastifyRequest): Promise<unknown> {
    return this.answer('status', query, request);
  }

  /** Number and code open the reporter's page, and a token to act on it for an hour. */
  @Post('track')
  @HttpCode(200)
  async track(@Body() body: unknown, @Req() request: FastifyRequest): Promise<unknown> {
    await throttle('track', neighbourhood(request.ip));
    const { track } = queryContracts;
    const parameters = checked(track.parameters, body, languageOf(request));
    const complaint = (await this.bus.ask('track', parameters, publicActor, {
      correlationId: request.id,
    })) as { complaintId: string; kecamatan: string };
    return { complaint, token: await signReporter(complaint, this.kit.config.ADUAN_ACTOR_KEY) };
  }

  private async answer(
    name: QueryName,
    given: Parameters,
    request: FastifyRequest,
  ): Promise<unknown> {
    const { after, ...parameters } = given;
    const actor: Actor = await this.callers.of(request);
    return this.gate.ask(name, parameters, {
      actor,
      language: languageOf(request),
      correlationId: request.id,
      after: positionOf(after),
    });
  }
}
