import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceKit } from '#libs/service';
import { Bus } from '../bus.js';
import { Staging } from '../files/staging.js';
import { Uploads } from '../files/uploads.js';
import { CommandGate } from '../http/command-gate.js';
import { QueryGate } from '../http/query-gate.js';
import { Accounts } from '../sessions/accounts.js';
import type { Sessions } from '../sessions/sessions.js';
import { SigningDesk } from '../signing/desk.js';
import type { PageParts } from './kit/context.js';

/** What the pages are made with, out of the portal's module. */
export const partsOf = (
  app: Pick<NestFastifyApplication, 'get'>,
  kit: ServiceKit,
  sessions: Sessions,
): PageParts => ({
  kit,
  sessions,
  commands: app.get(CommandGate),
  queries: app.get(QueryGate),
  accounts: app.get(Accounts),
  uploads: app.get(Uploads),
  staging: app.get(Staging),
  desk: app.get(SigningDesk),
  bus: app.get(Bus),
});
