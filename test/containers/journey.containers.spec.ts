import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#libs/testing';
import { ApiClient, type Answer } from '../../deploy/demo/api-client.js';
import { walk, type Officers, type Stage } from '../../deploy/demo/walk.js';
import { complaint, scriptFor, waru } from '../e2e/stage.js';
import { docker, programs, Stack } from './stack.js';

const services = [
  'intake',
  'triage',
  'coordination',
  'resolution',
  'notification',
  'sla',
  'views',
  'portal',
];
const servers = ['eventstore', 'mongo', 'nats'];
const password = 'rahasia-panjang-sekali';
const script = scriptFor({ now: () => new Date(), moveTo: () => undefined });
const roles = ['petugas', 'tim', 'kasi', 'camat'] as const;

let stack: Stack;
let officers: Officers;
let registered: Answer;
let id = '';

const signIn = async (): Promise<void> => {
  const clients = await Promise.all(
    roles.map((role) => new ApiClient(stack.url).signIn(`${role}.waru`, password)),
  );
  const [petugas, tim, kasi, camat] = clients as [ApiClient, ApiClient, ApiClient, ApiClient];
  const [step1, step2, step3, step4] = [petugas, tim, kasi, tim];
  officers = { step1, step2, step3, step4, step5: kasi, step6: camat, step7: petugas };
};

// Commands are given with the key of their step: what an outage cut off is simply given again.
const walkTo = (stage: Stage): Promise<true> =>
  eventually(
    () =>
      walk(id, officers, script, stage, registered).then(
        () => true as const,
        () => false as const,
      ),
    120_000,
  );

const page = async (): Promise<Record<string, unknown>> =>
  (await officers.step2.must('GET', `/complaints/${id}`)).body;

beforeAll(async () => {
  stack = await Stack.prepare(`aduan-journey-${process.pid}`);
  await stack.up();
});
afterAll(async () => {
  await stack?.remove();
});

describe('the trial stack of compose', () => {
  it('runs one process of each service, none as root but nats-server without any capability', async () => {
    const running = (await stack.compose(['ps', '--services', '--status', 'running'])).split('\n');
    expect(running.toSorted()).toEqual([...services, ...servers].toSorted());
    for (const name of [...services, 'eventstore', 'mongo']) {
      const top = await programs(await stack.container(name));
      expect(top, name).toHaveLength(2);
      expect(
        top.every(({ uid }) => uid === '1000'),
        name,
      ).toBe(true);
    }
  });

  it('guards every container, and publishes the port of the portal alone', async () => {
    for (const name of [...services, ...servers]) {
      const host = JSON.parse(
        await docker('inspect', '-f', '{{json .HostConfig}}', await stack.container(name)),
      ) as Record<string, unknown>;
      expect(host, name).toMatchObject({
        ReadonlyRootfs: true,
        CapDrop: ['ALL'],
        SecurityOpt: ['no-new-privileges:true'],
        RestartPolicy: { Name: 'unless-stopped' },
      });
      expect(host['Memory'], name).toBeGreaterThan(0);
      const ports = Object.keys(host['PortBindings'] ?? {});
      expect(ports, name).toEqual(name === 'portal' ? ['8080/tcp'] : []);
    }
  });

  it('keeps its secrets when they are asked for again', async () => {
    expect((await stack.makeSecrets()).stdout).toBe('');
  });

  it('gets its first account by the operator, and the others by that one over HTTP', async () => {
    const words = ['account', 'add', '--login', 'admin', '--name', 'Admin', '--role', 'admin'];
    const made = await stack.operate([...words, '--password-file', '-'], password);
    expect(made.code, made.stderr).toBe(0);
    const admin = await new ApiClient(stack.url).signIn('admin', password);
    for (const role of roles) {
      const body = { login: `${role}.waru`, displayName: role, password, role, kecamatan: waru };
      await admin.must('POST', '/accounts', {
        body,
        headers: { 'idempotency-key': `account-${role}` },
      });
    }
    await signIn();
  });

  it('takes a complaint to step 3, on which every service and every server is killed in turn', async () => {
    registered = await officers.step1.register(complaint());
    id = String(registered.body['complaintId']);
    await walkTo('classified');
    await stack.killAndStart('intake', 'triage');
    await walkTo('consulted');
    await stack.killAndStart('nats');
    await walkTo('coordinated');
    await stack.killAndStart('eventstore');
    await walkTo('met');
    await stack.killAndStart('mongo');
    await walkTo('settled');
    await stack.killAndStart(
      'coordination',
      'resolution',
      'notification',
      'sla',
      'views',
      'portal',
    );
    await walkTo('signed');
  });

  it('starts a service again by itself whose process was killed', async () => {
    const container = await stack.container('resolution');
    const [first] = await programs(container);
    const before = await docker('inspect', '-f', '{{.RestartCount}}', container);
    process.kill(first?.pid ?? 0, 'SIGKILL');
    await eventually(
      async () => (await docker('inspect', '-f', '{{.RestartCount}}', container)) !== before,
      60_000,
    );
    await stack.ready('resolution');
  });

  it('takes the complaint through the seven steps to its end', async () => {
    await walkTo('closed');
    const closed = await eventually(async () => {
      const seen = await page();
      return seen['outcome'] !== undefined && seen['outcome'] !== null && seen;
    });
    expect(closed['registerNumber']).toBe(registered.body['registerNumber']);
  });

  it('answers a key that it has seen before everything was killed as then', async () => {
    const again = await officers.step1.register(complaint(), 'journey-key');
    const twice = await officers.step1.register(complaint(), 'journey-key');
    expect(twice.body['complaintId']).toBe(again.body['complaintId']);
    expect(twice.body['registerNumber']).not.toBe(registered.body['registerNumber']);
  });

  it('has everything still there after all containers were taken away and made anew', async () => {
    const before = await page();
    await stack.compose(['down', '-t', '10']);
    await stack.up();
    await signIn();
    expect(await page()).toEqual(before);
    const next = await officers.step1.register(complaint());
    expect(next.body['registerNumber']).not.toBe(registered.body['registerNumber']);
  });

  it('comes back from its backup when everything but backup and secrets is lost', async () => {
    const before = await page();
    const said = async (...args: string[]): Promise<string> => {
      const { code, stdout, stderr } = await stack.operate(args);
      expect(code, `${args.join(' ')}: ${stderr}${stdout}`).toBe(0);
      return stdout;
    };
    const to = '/var/lib/aduan/backup';
    const key = ['--key-file', `${to}/backup.key`];
    await said('key', 'make-backup', `${to}/backup.key`);
    const made = await said('backup', '--to', to, ...key, '--json');
    const { folder } = JSON.parse(made) as { folder: string };
    await stack.compose(['down', '-v', '-t', '10']);
    await stack.compose(['up', '-d', '--wait', ...servers]);
    await said('restore', '--from', folder, ...key, '--no-erasures');
    await stack.up();
    await signIn();
    const after = await eventually(() => page().catch(() => undefined), 60_000);
    expect(after).toEqual(before);
    await said('verify');
  });
});
