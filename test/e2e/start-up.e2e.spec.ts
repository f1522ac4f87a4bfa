import { spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kabupatenFile } from '#libs/testing';
import { ApiClient } from '../../deploy/demo/api-client.js';
import { demoPassword } from '../../deploy/local/accounts.js';
import { RunningSystem } from '../failure/restart/running.js';
import { freePort } from '../failure/system/family.js';

/** How a start ends that cannot succeed: code 1 and one clear message, nothing else. */
interface Ended {
  code: number | null;
  said: string;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'aduan-start-up-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (
  program: string,
  args: string[],
  options: { env?: NodeJS.ProcessEnv; uid?: number } = {},
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join('dist', program), ...args], {
      cwd: root,
      env: options.env ?? process.env,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said: said.trim() }));
  });

const start = (args: string[], options: { uid?: number } = {}): Promise<Ended> =>
  run('deploy/local/main.js', args, options);

/** Code 1, and what was said begins with our name and holds no trace of the program's inside. */
const expectClear = ({ code, said }: Ended): void => {
  expect(code, said).toBe(1);
  expect(said).toMatch(/^aduan: /);
  expect(said).not.toMatch(/\n\s+at |node:internal|\[object/);
  expect(said.split('\n').length).toBeLessThan(12);
};

const place = (name: string): string => join(folder, name);

describe('a start is refused', () => {
  it('on a port that somebody uses', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const ended = await start(['--port', String(port), '--data', place('port')]);
    server.close();
    expectClear(ended);
    expect(ended.said).toContain(`port ${port} is in use`);
    expect(readdirSync(folder)).not.toContain('port');
  });

  it.each([
    ['--port', 'abc', '--port abc'],
    ['--port', '70000', '--port 70000'],
    ['--potr', '8080', '--potr'],
  ])('with %s %s', async (name, value, told) => {
    const ended = await start([name, value]);
    expectClear(ended);
    expect(ended.said).toContain(told);
  });

  describe('by the data folder', () => {
    it('with a file in its place, or above it', async () => {
      writeFileSync(place('file'), 'not a folder');
      for (const data of [place('file'), place('file/below')]) {
        const ended = await start(['--port', '0', '--data', data]);
        expectClear(ended);
        expect(ended.said).toContain(`${data} is not a folder`);
      }
      expect(readFileSync(place('file'), 'utf8')).toBe('not a folder');
    });

    // Root may write everywhere: then the start is made as nobody.
    it('that is read-only', async () => {
      const data = place('read-only');
      mkdirSync(data);
      chmodSync(folder, 0o755);
      chmodSync(data, 0o555);
      const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
      const ended = await start(['--port', '0', '--data', data], nobody);
      expectClear(ended);
      expect(ended.said).toMatch(new RegExp(`${data} (cannot be written|is read-only)`));
      expect(readdirSync(data)).toEqual([]);
    });

    it('that has lost its keys, or whose keys are damaged', async () => {
      const data = place('lost');
      mkdirSync(join(data, 'eventstore'), { recursive: true });
      const lost = await start(['--port', '0', '--data', data]);
      expectClear(lost);
      expect(lost.said).toContain(join(data, 'secrets.json is missing'));
      expect(readdirSync(data)).toEqual(['eventstore']);
      writeFileSync(join(data, 'secrets.json'), '{"masterKey":');
      const damaged = await start(['--port', '0', '--data', data]);
      expectClear(damaged);
      expect(damaged.said).toContain(join(data, 'secrets.json is damaged'));
    });
  });

  describe('by the kabupaten file', () => {
    const good = readFileSync(kabupatenFile, 'utf8');
    const lineOf = (text: string, part: string): number =>
      text.slice(0, text.indexOf(part)).split('\n').length;

    it.each([
      ['minutes that are no number', 'minutes: 20', 'minutes: lima', 'minutes: lima'],
      ['a role that there is not', 'role: tim', 'role: bupati', 'role: bupati'],
      ['a key that there is not', 'freeOfCharge:', 'gratis:', 'procedure'],
      ['an unclosed list', 'unit: pupr', 'unit: [pupr', 'unit: [pupr'],
    ])('with %s: file, line and reason', async (name, was, is, told) => {
      expect(good).toContain(was);
      const text = good.replace(was, is);
      const file = place(`${name.replaceAll(' ', '-')}.yaml`);
      writeFileSync(file, text);
      const ended = await start(['--port', '0', '--data', place('yaml'), '--kabupaten', file]);
      expectClear(ended);
      const lines = ended.said.replace('aduan: ', '').split('\n');
      const said = lines.map((line) => {
        expect(line.startsWith(`${file}:`), line).toBe(true);
        return Number(/^:(\d+): ./.exec(line.slice(file.length))?.[1]);
      });
      expect(said.every((line) => line >= 1)).toBe(true);
      // The mistake stands where the message says, or just above what cannot be read because of it.
      if (told !== 'procedure') {
        const line = lineOf(text, told);
        expect(said.some((each) => each >= line && each <= line + 1)).toBe(true);
      } else expect(ended.said).toMatch(/gratis|freeOfCharge/);
    });

    it('that is not there, or that is no YAML of ours', async () => {
      const data = place('yaml');
      const missing = place('missing.yaml');
      const none = await start(['--port', '0', '--data', data, '--kabupaten', missing]);
      expectClear(none);
      expect(none.said).toContain(missing);
      writeFileSync(place('empty.yaml'), '');
      const file = place('empty.yaml');
      const empty = await start(['--port', '0', '--data', data, '--kabupaten', file]);
      expectClear(empty);
      expect(empty.said).toContain(`${file}:1`);
      // A mistake in the file is told before anything is made.
      expect(readdirSync(folder)).not.toContain('yaml');
    });
  });
});

describe('on a folder that is in use', () => {
  const data = place('used');
  const log = place('used.log');
  let port: number;
  let system: RunningSystem | undefined;

  beforeAll(async () => {
    port = await freePort();
    system = await RunningSystem.start({ port, data, log });
  }, 120_000);
  afterAll(() => system?.kill('everything'));

  const client = (): ApiClient => new ApiClient(`http://localhost:${port}`);

  it('a second start is refused, and the first goes on', async () => {
    const second = await start(['--port', '0', '--data', data]);
    expectClear(second);
    expect(second.said).toMatch(/in use by another process/);
    const same = await start(['--port', String(port), '--data', data]);
    expectClear(same);
    expect(same.said).toContain(`port ${port} is in use`);
    const admin = await client().signIn('admin', demoPassword);
    expect((await admin.must('GET', '/views')).status).toBe(200);
  });

  it('Ctrl-C ends everything in order; another master key is refused, the former one lets in again', async () => {
    expect(await system?.stop()).toBe(0);
    const file = join(data, 'secrets.json');
    const keys = readFileSync(file, 'utf8');
    const other = randomBytes(32).toString('base64');
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(keys) as object), masterKey: other }));
    const wrong = await start(['--port', '0', '--data', data]);
    expectClear(wrong);
    expect(wrong.said).toContain('master key');
    expect(wrong.said).not.toContain(other);
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(keys) as object), masterKey: 'short' }));
    const short = await start(['--port', '0', '--data', data]);
    expectClear(short);
    expect(short.said).toMatch(/3 bytes, 32 are needed/);
    writeFileSync(file, keys);
    system = await RunningSystem.start({ port, data, log });
    await client().signIn('admin', demoPassword);
  }, 120_000);
});

describe('a service that runs alone', () => {
  const bare = { PATH: process.env['PATH'] };
  const intake = 'services/intake/src/main.js';

  it.each([
    ['intake', 'triage', 'coordination', 'resolution'],
    ['notification', 'sla', 'views', 'portal'],
  ])('%s, %s, %s, %s: each names every setting that is missing', async (...names) => {
    const ends = await Promise.all(
      names.map((name) => run(`services/${name}/src/main.js`, [], { env: bare })),
    );
    for (const ended of ends) {
      expectClear(ended);
      for (const setting of ['ESDB_URL', 'MONGODB_URI', 'NATS_URL', 'MASTER_KEY', 'ACTOR_KEY'])
        expect(ended.said).toMatch(new RegExp(`ADUAN_${setting} is missing`));
    }
  });

  const key = randomBytes(32).toString('base64');
  const whole = {
    ...bare,
    ADUAN_ESDB_URL: 'esdb://127.0.0.1:1?tls=false',
    ADUAN_MONGODB_URI: 'mongodb://127.0.0.1:1/aduan',
    ADUAN_NATS_URL: 'nats://127.0.0.1:1',
    ADUAN_MASTER_KEY: key,
    ADUAN_ACTOR_KEY: randomBytes(32).toString('base64'),
    ADUAN_LOG_LEVEL: 'silent',
  };

  it('names every setting that is wrong, all at once', async () => {
    const wrong = {
      ADUAN_ESDB_URL: 'http://example.org',
      ADUAN_MONGODB_URI: 'postgres://example.org',
      ADUAN_NATS_URL: 'example.org',
      ADUAN_REPLICAS: '2',
      ADUAN_PORT: 'delapan',
      ADUAN_HEALTH_PORT: '99999',
      ADUAN_LOG_LEVEL: 'loud',
      ADUAN_PUBLIC_URL: 'aduan',
      ADUAN_MAIL_FROM: 'nobody',
    };
    const ended = await run(intake, [], { env: { ...whole, ...wrong } });
    expectClear(ended);
    for (const name of Object.keys(wrong))
      expect(ended.said).toMatch(new RegExp(`^  ${name} .`, 'm'));
    expect(ended.said).not.toContain(key);
  });

  it('names a key that is too short, and does not tell it', async () => {
    const ended = await run(intake, [], { env: { ...whole, ADUAN_ACTOR_KEY: 'c2hvcnQ=' } });
    expectClear(ended);
    expect(ended.said).toContain('ADUAN_ACTOR_KEY');
    expect(ended.said).not.toContain('c2hvcnQ=');
  });

  it('names the file of a secret that cannot be read', async () => {
    const { ADUAN_MASTER_KEY: _, ...rest } = whole;
    const env = { ...rest, ADUAN_MASTER_KEY_FILE: place('no-such-key') };
    const ended = await run(intake, [], { env });
    expectClear(ended);
    expect(ended.said).toContain('ADUAN_MASTER_KEY_FILE');
    expect(ended.said).toContain(place('no-such-key'));
  });
});

it('nothing that a refused start began is left running', () => {
  const commands = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    });
  const left = commands.filter((line) => line.includes(folder) && !line.includes(place('used')));
  expect(left).toEqual([]);
});
