import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MongoClient, type Collection } from 'mongodb';
import { pino } from 'pino';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedMongo } from './index.js';

const MAIN = fileURLToPath(new URL('../../../dist/libs/embedded/mongo/main.js', import.meta.url));
const children: ChildProcess[] = [];
const folders: string[] = [];
const clients: MongoClient[] = [];

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'aduan-mongo-'));
  folders.push(made);
  return made;
}

interface Running {
  child: ChildProcess;
  port: number;
}

async function start(data: string): Promise<Running> {
  // The test runner's own switches would have the built program look for sources.
  const child = fork(MAIN, ['--port', '0', '--data', data], { silent: true, execArgv: [] });
  children.push(child);
  const [message] = (await once(child, 'message')) as [{ type: string; port: number }];
  expect(message.type).toBe('ready');
  return { child, port: message.port };
}

/** Runs the command to its end and answers its exit code and what it wrote to stderr. */
async function runToEnd(args: string[]): Promise<{ code: number | null; text: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, text };
}

interface Stored {
  _id: string;
  n: number;
  text?: string;
}

async function open(port: number): Promise<Collection<Stored>> {
  const client = await MongoClient.connect(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 2000,
  });
  clients.push(client);
  return client.db('aduan').collection<Stored>('c');
}

describe('the embedded MongoDB as a process', () => {
  beforeAll(() => {
    if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: run "npm run build" first`);
  });

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
    for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true });
  });

  it('keeps every acknowledged write through kill -9', { timeout: 30_000 }, async () => {
    const data = folder();
    const first = await start(data);
    const collection = await open(first.port);
    await collection.createIndex({ n: 1 }, { unique: true });
    const acknowledged: number[] = [];
    const writing = Array.from({ length: 8 }, async (_, writer) => {
      for (let n = writer; ; n += 8) {
        await collection.insertOne({ _id: `d${n}`, n, text: 'x'.repeat(500) });
        await collection.updateOne({ _id: `d${n}` }, { $set: { text: 'done' } });
        acknowledged.push(n);
        if (acknowledged.length === 300) first.child.kill('SIGKILL');
      }
    });
    const ends = await Promise.allSettled(writing);
    expect(ends.every((end) => end.status === 'rejected')).toBe(true);

    const again = await open((await start(data)).port);
    const stored = await again.find().toArray();
    const done = new Map(stored.map((each) => [each.n, each.text]));
    expect(acknowledged.length).toBeGreaterThanOrEqual(300);
    expect(acknowledged.filter((n) => done.get(n) !== 'done')).toEqual([]);
    const byIndex = await again
      .find({ n: { $gte: 0 } })
      .sort({ n: 1 })
      .toArray();
    expect(byIndex).toEqual(stored.toSorted((a, b) => a.n - b.n));
    await expect(again.insertOne({ _id: 'other', n: stored[0]?.n ?? -1 })).rejects.toMatchObject({
      code: 11000,
    });
  });

  it('one process at a time uses a folder', async () => {
    const data = folder();
    const { port } = await start(data);
    const second = await runToEnd(['--port', '0', '--data', data]);
    expect(second.code).toBe(1);
    expect(second.text).toContain('in use by another process');
    await (await open(port)).insertOne({ _id: 'a', n: 1 });
  });

  it('gives its folder back when it is closed within a process', async () => {
    const data = folder();
    for (const expected of [1, 2, 3]) {
      const server = await startEmbeddedMongo({ port: 0, data, logger: pino({ level: 'silent' }) });
      const collection = await open(server.port);
      await collection.insertOne({ _id: `d${expected}`, n: expected });
      expect(await collection.countDocuments()).toBe(expected);
      await server.close();
    }
  });

  it('says in one line that the port is taken', async () => {
    const { port } = await start(folder());
    const second = await runToEnd(['--port', String(port), '--data', folder()]);
    expect(second).toEqual({ code: 1, text: `port ${port} on 127.0.0.1 is already in use\n` });
  });

  it.each([
    ['--port', 'many'],
    ['--frobnicate', 'x'],
  ])('refuses the arguments %s %s', async (...args) => {
    const { code, text } = await runToEnd(args);
    expect(code).toBe(1);
    expect(text).toContain('--data FOLDER');
  });

  it('explains itself with --help', async () => {
    const { code, text } = await runToEnd(['--help']);
    expect(code).toBe(0);
    expect(text).toContain('not for production');
  });

  it('refuses a folder that it cannot write, or that holds something else', async () => {
    const parent = folder();
    writeFileSync(join(parent, 'file'), '');
    const inFile = await runToEnd(['--port', '0', '--data', join(parent, 'file', 'data')]);
    expect(inFile.code).toBe(1);
    expect(inFile.text).toContain('cannot be written');
    const foreign = folder();
    writeFileSync(join(foreign, 'mongo.db'), 'not a database at all, but a text '.repeat(100));
    const other = await runToEnd(['--port', '0', '--data', foreign]);
    expect(other.code).toBe(1);
    expect(other.text).toContain(foreign);
    if (process.getuid?.() === 0) return;
    const locked = folder();
    chmodSync(locked, 0o500);
    const readOnly = await runToEnd(['--port', '0', '--data', locked]);
    expect(readOnly.code).toBe(1);
    expect(readOnly.text).toContain('cannot be written');
  });

  it('answers an error when it can write no more, keeps what it has, and goes on reading', async () => {
    const data = folder();
    const limited = `ulimit -f 1500; exec "$0" "$@"`;
    const args = ['-c', limited, process.execPath, MAIN, '--port', '0', '--data', data];
    const child = spawn('bash', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    children.push(child);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const port = Number(/:(\d+)\//.exec(line.toString())?.[1]);
    const collection = await open(port);
    const text = 'x'.repeat(50_000);
    let stored = 0;
    const filling = async (): Promise<void> => {
      for (; stored < 200; stored += 1)
        await collection.insertOne({ _id: `d${stored}`, n: stored, text });
    };
    await expect(filling()).rejects.toMatchObject({ name: 'MongoServerError', ok: 0 });
    expect(stored).toBeGreaterThan(3);
    expect(await collection.countDocuments({ n: { $gte: 0 } })).toBe(stored);
    expect(child.exitCode).toBeNull();
    child.kill('SIGKILL');
    await once(child, 'close');
    const again = await open((await start(data)).port);
    expect(await again.countDocuments({ text })).toBe(stored);
    await again.insertOne({ _id: 'room again', n: -1 });
  });

  it('ends with code 0 on SIGTERM, with its data on disk', async () => {
    const data = folder();
    const { child, port } = await start(data);
    await (await open(port)).insertOne({ _id: 'a', n: 1 });
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(0);
    expect(await (await open((await start(data)).port)).countDocuments()).toBe(1);
  });

  it('ends when its parent dies', async () => {
    const parent = spawn(
      process.execPath,
      [
        '-e',
        `const c = require('node:child_process').fork(process.argv[1], ['--port', '0', '--data', process.argv[2]], { silent: true });
         c.on('message', (m) => process.stdout.write(JSON.stringify({ pid: c.pid, port: m.port })));`,
        MAIN,
        folder(),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    children.push(parent);
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const { port } = JSON.parse(line.toString()) as { port: number };
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    parent.kill('SIGKILL');
    await once(socket, 'close');
  });

  it('closes a connection that sends no messages, and only that one', async () => {
    const { port } = await start(folder());
    const collection = await open(port);
    const header = (length: number, opCode: number): Buffer => {
      const bytes = Buffer.alloc(16);
      bytes.writeInt32LE(length, 0);
      bytes.writeInt32LE(opCode, 12);
      return bytes;
    };
    const garbage: Buffer[] = [
      Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'),
      Buffer.from('ff'.repeat(64), 'hex'),
      header(-1, 2013),
      header(2_000_000_000, 2013),
      header(16, 2013),
      Buffer.concat([header(16, 1)]),
      Buffer.concat([header(26, 2013), Buffer.from('00000000000500000001', 'hex')]),
      Buffer.concat([header(26, 2013), Buffer.from('00000000000600000000', 'hex')]),
      Buffer.concat([header(33, 2013), Buffer.from('00000000000c00000002610000ff000000', 'hex')]),
      Buffer.concat([header(26, 2013), Buffer.from('01000000000500000000', 'hex')]),
    ];
    for (const bytes of garbage) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      const closed = once(socket, 'close');
      socket.write(bytes);
      await closed;
      expect(await collection.countDocuments()).toBe(0);
    }
  });
});
