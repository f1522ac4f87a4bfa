import type { EventStoreDBClient } from '@eventstore/db-client';
import { afterAll, beforeAll, describe } from 'vitest';
import { appending } from './appending.js';
import { deleting } from './deleting.js';
import { limits } from './limits.js';
import { reading } from './reading.js';
import { subscribing } from './subscribing.js';
import type { ContractServer } from './support.js';
import { surviving } from './surviving.js';

export type Connect = () => Promise<{
  client: EventStoreDBClient;
  /** Ends the server hard and starts it again on the same port and data. */
  restart?: () => Promise<void>;
  close?: () => Promise<void>;
}>;

/**
 * States, with literal values measured on EventStoreDB 23.10.6, what an application may rely on. Runs against any
 * server that `connect` reaches; other writers must be quiet meanwhile.
 */
export function eventStoreContract(
  name: string,
  connect: Connect,
  options: { canRestart: boolean },
): void {
  describe(`EventStoreDB contract: ${name}`, { timeout: 30_000 }, () => {
    let running: Awaited<ReturnType<Connect>> | undefined;
    const server = (): ContractServer => {
      if (!running) throw new Error('the server is not running');
      return running;
    };
    beforeAll(async () => {
      running = await connect();
    }, 120_000);
    afterAll(async () => {
      await running?.client.dispose();
      await running?.close?.();
    });
    appending(server);
    limits(server);
    reading(server);
    deleting(server);
    subscribing(server);
    surviving(server, options.canRestart);
  });
}
