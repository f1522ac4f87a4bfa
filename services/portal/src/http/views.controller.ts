import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Bus } from '../bus.js';
import { Callers } from './caller.js';

/** Upkeep of the read models. */
@Controller('api/v1/views')
export class ViewsController {
  constructor(
    private readonly bus: Bus,
    private readonly callers: Callers,
  ) {}

  @Post(':view/rebuild')
  @HttpCode(202)
  async rebuild(@Param('view') view: string, @Req() request: FastifyRequest): Promise<unknown> {
    const admin = await this.callers.admin(request);
    return this.bus.rebuild(view, admin, request.id);
  }
}
