import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPassword, makeDemoAccounts } from '../../deploy/local/accounts.js';
import { startLocal, type LocalSystem } from '../../deploy/local/host.js';
import { ApiClient } from '../../deploy/demo/api-client.js';
import { kabupatenFile } from '#libs/testing';

/** The whole system as `npm start` runs it, in a folder of its own, on free ports. */
export interface WholeSystem {
  system: LocalSystem;
  url: string;
  /** A client signed in as one of the demo accounts, e.g. `tim.waru`. */
  as(login: string): Promise<ApiClient>;
  public(): ApiClient;
  close(): Promise<void>;
}

/** Starts it; give this 120 s in `beforeAll`. A data folder that is given is kept. */
export const startWholeSystem = async (
  options: { data?: string; now?: () => Date } = {},
): Promise<WholeSystem> => {
  const folder = options.data ?? mkdtempSync(join(tmpdir(), 'aduan-e2e-'));
  const clock = options.now ? { now: options.now } : {};
  const system = await startLocal({ data: folder, port: 0, kabupaten: kabupatenFile, ...clock });
  await makeDemoAccounts(system.portal);
  const { url } = system.portal;
  const clients = new Map<string, Promise<ApiClient>>();
  return {
    system,
    url,
    as: (login) => {
      const known = clients.get(login) ?? new ApiClient(url).signIn(login, demoPassword);
      clients.set(login, known);
      return known;
    },
    public: () => new ApiClient(url),
    close: async () => {
      await system.close();
      if (options.data === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
};
