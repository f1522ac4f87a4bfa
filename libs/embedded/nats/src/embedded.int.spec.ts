import { fork } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'nats';
import { pino } from 'pino';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cacheFolder } from './cache.js';
import { obtainNatsServer } from './obtain.js';
import { isAlive, notePid } from './pidfile.js';
import { answersWithJetStream } from './ports.js';
import { runServer, writeConfig } from './server.js';
import { startEmbeddedNats, type EmbeddedNats } from './start.js';

const logger = pino({ level: 'silent' });
let binary: string;
let data: string;
const running: EmbeddedNats[] = [];

const start = async (port = 0, folder = data): Promise<EmbeddedNats> => {
  const server = await startEmbeddedNats({ port, data: folder, binary, logger });
  running.push(server);
  return server;
};

async function until(
  condition: () => boolean | Promise<boolean>,
  withinMs = 10_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('condition not met in time');
    await sleep(20);
  }
}

/** How many processes have a text in their command line. */
async function processesWith(text: string): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.filter((line) => line.includes(text)).length;
}

beforeAll(async () => {
  binary = (await obtainNatsServer({ cache: cacheFolder(), log: () => undefined })).path;
}, 180_000);
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'aduan-nats-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
  await rm(data, { recursive: true, force: true });
});

describe('obtaining nats-server', () => {
  it('takes the one named by ADUAN_NATS_SERVER and no other', async () => {
    const env = { ADUAN_NATS_SERVER: binary };
    const found = await obtainNatsServer({ cache: data, log: () => undefined, env });
    expect(found.path).toBe(binary);
    const old = join(data, 'nats-server');
    await writeFile(old, '#!/bin/sh\necho "nats-server: v2.9.10"\n');
    await chmod(old, 0o755);
    await expect(
      obtainNatsServer({ cache: data, log: () => undefined, env: { ADUAN_NATS_SERVER: old } }),
    ).rejects.toThrow(/is 2\.9\.10; nats-server 2\.10 or newer is needed/);
    await expect(
      obtainNatsServer({ cache: data, log: () => undefined, env: { ADUAN_NATS_SERVER: '/no' } }),
    ).rejects.toThrow(/is not a nats-server/);
  });
});

describe('a machine without nats-server and apt', () => {
  it('is told once what to install', async () => {
    const env = { PATH: data };
    const obtained = obtainNatsServer({ cache: join(data, 'cache'), log: () => undefined, env });
    await expect(obtained).rejects.toThrow(
      /^nats-server 2\.10 or newer was not found and could not be fetched \(.+\)\. Install it .+ or set ADUAN_NATS_SERVER to its path\.$/,
    );
  });

  it('uses what was unpacked earlier', async () => {
    const cache = join(data, 'cache');
    await mkdir(join(cache, 'nats'), { recursive: true });
    await symlink(binary, join(cache, 'nats', 'nats-server'));
    const found = await obtainNatsServer({ cache, log: () => undefined, env: { PATH: data } });
    expect(found).toMatchObject({ path: join(cache, 'nats', 'nats-server') });
  });
});

describe('the embedded nats-server', () => {
  it('keeps JetStream messages over a stop and a start', async () => {
    const first = await start();
    const before = await connect({ servers: first.url });
    await (await before.jetstreamManager()).streams.add({ name: 'KEPT', subjects: ['kept'] });
    await before.jetstream().publish('kept', 'x');
    await before.close();
    await first.close();
    expect(isAlive(first.pid)).toBe(false);
    const again = await start(first.port);
    const after = await connect({ servers: again.url });
    const info = await (await after.jetstreamManager()).streams.info('KEPT');
    expect(info.state.messages).toBe(1);
    await after.close();
  });

  it('is started again on the same port after SIGKILL, and again', async () => {
    const server = await start();
    for (let round = 0; round < 2; round++) {
      const killed = server.pid;
      process.kill(killed, 'SIGKILL');
      await until(async () => server.pid !== killed && (await answersWithJetStream(server.port)));
    }
  });

  it('leaves no process behind when it is closed', async () => {
    const server = await start();
    expect(await processesWith(data)).toBe(2);
    await server.close();
    await until(async () => (await processesWith(data)) === 0);
  });

  it('stays stopped when closed while it is being started again', async () => {
    const server = await start();
    process.kill(server.pid, 'SIGKILL');
    await server.close();
    expect(await answersWithJetStream(server.port)).toBe(false);
    expect(isAlive(server.pid)).toBe(false);
  });

  it('says clearly that the port is taken', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
    });
    await expect(start(port)).rejects.toThrow(/Port \d+ on 127\.0\.0\.1 is taken/);
    other.close();
  });

  it('says what the server wrote when it cannot start', async () => {
    await writeFile(join(data, 'jetstream'), 'a file where a folder belongs');
    await expect(start()).rejects.toThrow(/nats-server did not start: .*jetstream/i);
  });

  it('ends one that was left behind in the data folder, whose starter is gone', async () => {
    const port = (await start(0, join(data, 'other'))).port;
    await running.splice(0)[0]?.close();
    const config = await writeConfig(data, port);
    const left = await runServer({ binary, config, port, logger });
    const gone = 2 ** 22 - 1;
    await notePid(data, { pid: left.pid, startedBy: gone });
    const server = await start(port);
    await left.exited;
    expect(server.pid).not.toBe(left.pid);
  });

  it('refuses a data folder that a living process uses, and ignores a stale process id', async () => {
    const config = await writeConfig(data, 0);
    expect(config).toContain(data);
    await notePid(data, { pid: process.pid, startedBy: 1 });
    const server = await start();
    await notePid(data, { pid: server.pid, startedBy: 1 });
    await expect(start()).rejects.toThrow(/is used by the nats-server with process id/);
  });

  it('ends when its parent is killed', async () => {
    const parent = join(data, 'parent.mjs');
    await writeFile(
      parent,
      `import { spawn } from 'node:child_process';
       const [, , script, ...args] = process.argv;
       const child = spawn('sh', ['-c', script, ...args], { stdio: ['pipe', 'ignore', 'ignore'] });
       process.send(child.pid);
       setInterval(() => {}, 1000);`,
    );
    const { watchdog } = await import('./server.js');
    const config = await writeConfig(data, 0);
    const child = fork(parent, [watchdog, binary, '-c', config], { execArgv: [] });
    const pid = await new Promise<number>((resolve) => {
      child.once('message', (message) => resolve(message as number));
    });
    expect(isAlive(pid)).toBe(true);
    await until(async () => (await readFile(`/proc/${pid}/cmdline`, 'utf8')).startsWith(binary));
    child.kill('SIGKILL');
    await until(() => !isAlive(pid));
  });
});
