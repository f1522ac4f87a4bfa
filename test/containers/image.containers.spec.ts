import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { eventually } from '#libs/testing';
import { docker, programs, run } from './stack.js';

const image = process.env['ADUAN_IMAGE'] ?? 'aduan:local';
const guards = [
  '--read-only',
  '--cap-drop=ALL',
  '--security-opt=no-new-privileges',
  '--network=none',
];
const started: string[] = [];

const once = (...args: string[]) => run('docker', ['run', '--rm', ...guards, image, ...args]);

/** Starts a stand-in for the event store, the one program that needs no server, in the background. */
const standIn = async (): Promise<string> => {
  const name = `aduan-image-${randomUUID()}`;
  started.push(name);
  const folder = '--tmpfs=/var/lib/aduan/data:uid=1000,gid=1000';
  await docker(
    'run',
    '-d',
    '--name',
    name,
    ...guards,
    folder,
    image,
    'embedded-eventstore',
    '--data',
    '/var/lib/aduan/data',
  );
  const check = ['exec', name, 'node', 'dist/deploy/container/health.js', '2113'];
  await eventually(async () => (await run('docker', check)).code === 0, 60_000);
  return name;
};

afterAll(async () => {
  if (started.length > 0) await run('docker', ['rm', '-f', ...started]);
});

describe('the image', () => {
  it('belongs to nobody special, has tini first and a health check', async () => {
    const config = JSON.parse(
      await docker('image', 'inspect', '-f', '{{json .Config}}', image),
    ) as {
      User: string;
      Entrypoint: string[];
      Healthcheck: { Test: string[] };
    };
    expect(config.User).toBe('1000:1000');
    expect(config.Entrypoint[0]).toBe('tini');
    expect(config.Healthcheck.Test).toEqual(['CMD', 'node', 'dist/deploy/container/health.js']);
  });

  it('holds no tests, no sources and no tools of developers', async () => {
    const look =
      'ls node_modules | grep -cE "^(typescript|vitest|oxlint|testcontainers)$"; find . -name "*.spec.*" -not -path "./node_modules/*"; ls -d services libs .npmrc .git';
    const { stdout } = await run('docker', [
      'run',
      '--rm',
      '--entrypoint',
      'sh',
      image,
      '-c',
      look,
    ]);
    expect(stdout.trim()).toBe('0');
  });

  it('refuses words that it does not know, and a missing one, with its commands', async () => {
    for (const args of [['sh'], []]) {
      const { code, stderr } = await once(...args);
      expect(code).toBe(1);
      expect(stderr).toContain('embedded-eventstore');
    }
  });

  it('says which settings are missing before it touches anything', async () => {
    const { code, stderr } = await once('intake');
    expect(code).toBe(1);
    for (const name of [
      'ADUAN_ESDB_URL',
      'ADUAN_MONGODB_URI',
      'ADUAN_NATS_URL',
      'ADUAN_MASTER_KEY',
    ])
      expect(stderr).toContain(name);
  });

  it('says which secret cannot be read', async () => {
    const setting = ['-e', 'ADUAN_MASTER_KEY_FILE=/run/secrets/master_key'];
    const { code, stderr } = await run('docker', [
      'run',
      '--rm',
      ...guards,
      ...setting,
      image,
      'intake',
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('/run/secrets/master_key');
  });

  it('opens the stand-ins to a network only where it is said to be private', async () => {
    for (const command of ['embedded-eventstore', 'embedded-mongo']) {
      const { code, stderr } = await once(command, '--host', '0.0.0.0', '--data', '/tmp/x');
      expect(code).toBe(1);
      expect(stderr).toContain('ADUAN_EMBEDDED_NETWORK=private');
    }
  });

  it('runs one program under tini, on a file system that cannot be written, and ends when it is told to', async () => {
    const name = await standIn();
    const top = await programs(name);
    expect(top).toHaveLength(2);
    expect(top.every(({ uid }) => uid === '1000')).toBe(true);
    const write = await run('docker', ['exec', name, 'sh', '-c', 'echo x > /app/x']);
    expect(write.code).not.toBe(0);
    await docker('stop', '-t', '20', name);
    expect(await docker('inspect', '-f', '{{.State.ExitCode}} {{.State.OOMKilled}}', name)).toBe(
      '0 false',
    );
  });

  it('leaves no zombies behind', async () => {
    const name = await standIn();
    // A grandchild whose parent ends first falls to the first process.
    await docker('exec', name, 'sh', '-c', '(sleep 0.1 &) ; exit 0');
    const states =
      "cat /proc/[0-9]*/stat 2>/dev/null | sed 's/.*) //' | cut -c1 | sort -u | tr -d '\\n'";
    await eventually(async () => {
      const left = await docker('exec', name, 'sh', '-c', `ls -d /proc/[0-9]* | wc -l; ${states}`);
      return !left.includes('Z') && !(await docker('top', name)).includes('sleep');
    });
    const { stdout } = await run('docker', ['top', name]);
    expect(stdout).not.toContain('defunct');
  });
});
