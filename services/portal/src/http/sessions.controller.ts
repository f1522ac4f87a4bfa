import { Body, Controller, Delete, Get, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { checked } from '#libs/service';
import { normalisedLogin } from '#libs/privacy';
import { Accounts } from '../sessions/accounts.js';
import { Sessions } from '../sessions/sessions.js';
import { Callers, languageOf, tokenOf } from './caller.js';
import { forgive, neighbourhood, throttle } from './throttle.js';

/** What signing in takes. */
export const signIn = z.strictObject({
  login: z.string().min(1).max(64),
  password: z.string().min(1).max(200),
});

/** Signing in and out. */
@Controller('api/v1')
export class SessionsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly callers: Callers,
  ) {}

  @Post('sessions')
  @HttpCode(201)
  async begin(@Body() body: unknown, @Req() request: FastifyRequest): Promise<unknown> {
    const { login, password } = checked(signIn, body, languageOf(request));
    const from = neighbourhood(request.ip);
    const who = `${normalisedLogin(login)}|${from}`;
    await throttle('sign-in-address', from);
    await throttle('sign-in-account', who);
    const account = await this.accounts.signIn(login, password);
    await forgive('sign-in-account', who);
    return { ...(await this.sessions.begin(account.accountId)), account };
  }

  @Delete('sessions/current')
  @HttpCode(204)
  async end(@Req() request: FastifyRequest): Promise<void> {
    await this.callers.officer(request);
    await this.sessions.end(tokenOf(request) ?? '');
  }

  @Delete('sessions')
  @HttpCode(204)
  async endAll(@Req() request: FastifyRequest): Promise<void> {
    const { id } = await this.callers.officer(request);
    await this.sessions.endAll(id);
  }

  @Get('me')
  async me(@Req() request: FastifyRequest): Promise<unknown> {
    const { id } = await this.callers.officer(request);
    return this.accounts.view(id);
  }
}
