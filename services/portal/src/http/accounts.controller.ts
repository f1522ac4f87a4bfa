import { Body, Controller, Headers, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DomainError, text, type Actor } from '#libs/contracts';
import { checked } from '#libs/service';
import type { Asked } from '../sessions/account-orders.js';
import { Accounts, newAccount, password, type AccountView } from '../sessions/accounts.js';
import { Callers, languageOf } from './caller.js';
import { throttle } from './throttle.js';

/** Bodies of the routes, also shown in the OpenAPI document. */
export const accountBodies = {
  create: newAccount,
  disable: z.strictObject({ reason: text(200) }),
  enable: z.strictObject({}),
  password: z.strictObject({
    password,
    currentPassword: z
      .string()
      .max(200)
      .describe('Needed to replace one’s own password.')
      .optional(),
  }),
};

/** Accounts of officers, kept by the district's administrator. */
@Controller('api/v1/accounts')
export class AccountsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly callers: Callers,
  ) {}

  @Post()
  @HttpCode(201)
  async create(
    @Body() body: unknown,
    @Headers('idempotency-key') key: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<AccountView> {
    const by = await this.callers.admin(request);
    const input = checked(accountBodies.create, body, languageOf(request));
    return this.accounts.create(input, asked(by, key, request));
  }

  @Post(':accountId/disable')
  @HttpCode(200)
  async disable(
    @Param('accountId') accountId: string,
    @Body() body: unknown,
    @Headers('idempotency-key') key: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<AccountView> {
    const by = await this.callers.admin(request);
    const { reason } = checked(accountBodies.disable, body, languageOf(request));
    await this.accounts.setEnabled(accountId, false, reason, asked(by, key, request));
    return this.accounts.view(accountId);
  }

  @Post(':accountId/enable')
  @HttpCode(200)
  async enable(
    @Param('accountId') accountId: string,
    @Body() body: unknown,
    @Headers('idempotency-key') key: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<AccountView> {
    const by = await this.callers.admin(request);
    checked(accountBodies.enable, body ?? {}, languageOf(request));
    await this.accounts.setEnabled(accountId, true, '', asked(by, key, request));
    return this.accounts.view(accountId);
  }

  /** An officer changes his own password, the administrator anybody's. */
  @Post(':accountId/password')
  @HttpCode(204)
  async password(
    @Param('accountId') accountId: string,
    @Body() body: unknown,
    @Headers('idempotency-key') key: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const by = await this.callers.officer(request);
    if (by.role !== 'admin' && by.id !== accountId)
      throw new DomainError('wrong-role', { role: by.role });
    const sent = checked(accountBodies.password, body, languageOf(request));
    await throttle('password', by.id);
    const passwords = { replacement: sent.password, current: sent.currentPassword };
    await this.accounts.changePassword(accountId, passwords, asked(by, key, request));
  }
}

const asked = (by: Actor, key: string | undefined, request: FastifyRequest): Asked => {
  if (!key) throw new DomainError('key-missing');
  if (!/^[\x21-\x7e]{8,200}$/.test(key)) throw new DomainError('key-malformed');
  return { by, key, correlationId: request.id };
};
