import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import Database from 'libsql';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { run, startProcess, temporaryFolder } from './spec/server-process.js';
import type { ServerProcess } from './spec/server-process.js';
import { forked } from './spec/forked-parent.js';

const event = (text = 'x') => jsonEvent({ type: 'Tested', data: { text } });
vi.setConfig({ testTimeout: 40_000 });
const isRoot = process.getuid?.() === 0;

const running: ServerProcess[] = [];
const clients: EventStoreDBClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
  for (const server of running.splice(0)) await server.kill('SIGKILL');
});

async function start(data: string, port = 0): Promise<ServerProcess> {
  const server = await startProcess(data, port);
  running.push(server);
  return server;
}

function clientOf(server: { url: string }): EventStoreDBClient {
  const client = EventStoreDBClient.connectionString(server.url);
  clients.push(client);
  return client;
}

async function idsIn(client: EventStoreDBClient): Promise<Map<string, string[]>> {
  const streams = new Map<string, string[]>();
  for await (const { event: found } of client.readAll()) {
    if (!found || found.streamId.startsWith('$')) continue;
    const ids = streams.get(found.streamId) ?? [];
    expect(found.revision).toBe(BigInt(ids.length));
    streams.set(found.streamId, [...ids, found.id]);
  }
  return streams;
}

describe('kill -9 while appending', () => {
  it('loses nothing acknowledged and stores appends wholly or not at all', async () => {
    const data = temporaryFolder();
    const acknowledged = new Map<string, string[]>();
    let server = await start(data);
    for (let round = 0; round < 2; round++) {
      const client = EventStoreDBClient.connectionString(server.url);
      let acks = 0;
      const write = async (writer: number): Promise<void> => {
        const stream = `round-${round}-writer-${writer}`;
        const ids: string[] = [];
        acknowledged.set(stream, ids);
        for (;;) {
          const events = [event(), event(), event()];
          await client.appendToStream(stream, events, {
            expectedRevision: ids.length === 0 ? NO_STREAM : BigInt(ids.length - 1),
          });
          ids.push(...events.map(({ id }) => id));
          acks += 1;
        }
      };
      const writers = Array.from({ length: 8 }, (_, i) =>
        write(i).catch((error: unknown) => error),
      );
      await vi.waitFor(() => expect(acks).toBeGreaterThan(200), { timeout: 10_000, interval: 2 });
      await server.kill('SIGKILL');
      await Promise.all(writers);
      await client.dispose();
      server = await start(data);
    }
    const stored = await idsIn(clientOf(server));
    for (const [stream, ids] of acknowledged) {
      const found = stored.get(stream) ?? [];
      expect(found.slice(0, ids.length)).toEqual(ids);
      expect(found.length % 3).toBe(0);
      expect(found.length - ids.length).toBeLessThanOrEqual(3);
    }
  });
});

describe('ending', () => {
  it('SIGTERM ends calls with UNAVAILABLE, keeps what was sent and exits with 0', async () => {
    const data = temporaryFolder();
    const server = await start(data);
    const client = clientOf(server);
    const failure = new Promise((resolve) => {
      client
        .subscribeToAll()
        .on('error', resolve)
        .once('caughtUp', () => {
          client.appendToStream('kept', event()).then(
            () => server.child.kill('SIGTERM'),
            () => undefined,
          );
        });
    });
    expect(await failure).toMatchObject({ type: 'unavailable', code: 14 });
    expect(await server.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    const again = await start(data);
    expect([...(await idsIn(clientOf(again))).keys()]).toEqual(['kept']);
  });

  it('ends when the parent that forked it is gone', async () => {
    const { serverPid } = await forked(temporaryFolder());
    await vi.waitFor(() => expect(() => process.kill(serverPid, 0)).toThrow('ESRCH'), {
      timeout: 15_000,
      interval: 20,
    });
  });
});

describe('starting', () => {
  it('prints one line with its address, and warns in the log', async () => {
    const server = await start(temporaryFolder());
    await vi.waitFor(() => expect(server.output()).toContain(`ready ${server.url}\n`));
    expect(server.output()).toContain('it is not for production');
  });

  it('explains itself', async () => {
    const { code, output } = await run(['--help']);
    expect(code).toBe(0);
    expect(output).toContain('Not for production');
  });

  it.each([[['--port', 'x']], [['--port', '70000']], [['--nonsense']]])(
    'refuses %j',
    async (args) => {
      expect((await run(args)).code).toBe(1);
    },
  );

  it('refuses a port in use with one clear line', async () => {
    const { port } = await start(temporaryFolder());
    const { code, output } = await run(['--port', String(port), '--data', temporaryFolder()]);
    expect(code).toBe(1);
    expect(output).toMatch(
      new RegExp(`^cannot listen on 127\\.0\\.0\\.1:${port}: the port is in use\\n$`, 'u'),
    );
  });

  it('refuses a data folder in use, and serves on in the first process', async () => {
    const data = temporaryFolder();
    const first = await start(data);
    const { code, output } = await run(['--port', '0', '--data', data]);
    expect(code).toBe(1);
    expect(output).toMatch(/^data folder .* is in use by another process .*\n$/u);
    expect(await clientOf(first).appendToStream('s', event())).toMatchObject({ success: true });
  });

  it('refuses a schema version that it does not know', async () => {
    const data = temporaryFolder();
    await (await start(data)).kill('SIGKILL');
    const db = new Database(join(data, 'events.db'));
    db.exec('PRAGMA user_version = 7');
    db.close();
    const { code, output } = await run(['--port', '0', '--data', data]);
    expect(code).toBe(1);
    expect(output).toContain('has schema version 7; this program knows version 1 only');
  });

  it('refuses a file that is no database, and a path that is no folder', async () => {
    const data = temporaryFolder();
    writeFileSync(
      join(data, 'events.db'),
      'not a database, but long enough to look at '.repeat(50),
    );
    const garbage = await run(['--port', '0', '--data', data]);
    expect(garbage.code).toBe(1);
    expect(garbage.output).toContain('is not a database');
    const file = await run(['--port', '0', '--data', join(data, 'events.db')]);
    expect(file.code).toBe(1);
    expect(file.output).toContain('is not a folder');
  });

  it('refuses a read-only folder', async () => {
    const data = temporaryFolder();
    const restore = isRoot ? mountTmpfs(data, 'ro,size=1m') : makeReadOnly(data);
    if (!restore) return;
    try {
      const { code, output } = await run(['--port', '0', '--data', data]);
      expect(code).toBe(1);
      expect(output).toMatch(/is read-only|cannot be opened for writing|cannot be written/u);
    } finally {
      restore();
    }
  });
});

describe('while it runs', () => {
  it('answers appends with an error on a full disk, stores nothing of them and recovers', async () => {
    const data = temporaryFolder();
    const unmount = mountTmpfs(data, 'size=8m');
    if (!unmount) return;
    try {
      const server = await start(data);
      const client = clientOf(server);
      const large = () => event('x'.repeat(100_000));
      const acknowledged: string[] = [];
      await client.appendToStream('filled', event(), { expectedRevision: NO_STREAM });
      const fill = async (): Promise<void> => {
        for (let i = 0; i < 1000; i++) {
          const one = large();
          await client.appendToStream('filled', [one, event()]);
          acknowledged.push(one.id);
        }
      };
      await expect(fill()).rejects.toMatchObject({
        type: 'unknown',
        message: expect.stringContaining('Append failed, nothing was stored') as string,
      });
      const stored = (await idsIn(client)).get('filled') ?? [];
      expect(stored.length).toBe(1 + 2 * acknowledged.length);
      execFileSync('mount', ['-o', 'remount,size=64m', data]);
      expect(await client.appendToStream('filled', large())).toMatchObject({
        nextExpectedRevision: BigInt(stored.length),
      });
      await server.kill('SIGKILL');
      const again = await start(data);
      expect((await idsIn(clientOf(again))).get('filled')).toHaveLength(stored.length + 1);
    } finally {
      for (const server of running.splice(0)) await server.kill('SIGKILL');
      unmount();
    }
  });

  it('survives garbage on its port', async () => {
    const server = await start(temporaryFolder());
    const garbage = [
      Buffer.from('GET / HTTP/1.1\r\nhost: x\r\n\r\n'),
      Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 31) % 256)),
      Buffer.from(
        'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u00ff\u00ff\u0009\u0009\u0009\u0009\u0009\u0009',
        'latin1',
      ),
    ];
    for (const bytes of garbage) await send(server.port, bytes);
    expect(await clientOf(server).appendToStream('s', event())).toMatchObject({ success: true });
  });
});

/** Sends bytes, and waits until the server or a second ends the connection. */
function send(port: number, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setTimeout(300, () => socket.destroy());
    socket.on('data', () => undefined);
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
}

/** Mounts a small file system of its own; only root can, so others are told what was not tested. */
function mountTmpfs(folder: string, options: string): (() => void) | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    console.warn(`NOT TESTED, cannot mount a file system (${options}): ${String(error)}`);
    return undefined;
  }
  return () => {
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  };
}

function makeReadOnly(folder: string): () => void {
  chmodSync(folder, 0o500);
  return () => chmodSync(folder, 0o700);
}
