import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '#libs/testing';
import { freePort } from '../failure/system/family.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** How a program ended. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end, with `input` on its standard input. */
export const run = (
  command: string,
  args: string[],
  options: { env?: NodeJS.ProcessEnv; input?: string } = {},
): Promise<Ended> =>
  new Promise((resolve) => {
    const settings = { cwd: root, env: options.env ?? process.env, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(command, args, settings, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ code, stdout, stderr: stderr || (error?.message ?? '') });
    });
    child.stdin?.end(options.input ?? '');
  });

/** Runs Docker's command line. Throws an Error with what it said when it fails. */
export const docker = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await run('docker', args);
  if (code !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
};

/** What runs in a container, the first process first, without health checks that happen to run. */
export const programs = async (
  container: string,
): Promise<{ pid: number; uid: string; args: string }[]> => {
  const lines = (await docker('top', container, '-o', 'pid,uid,args')).split('\n').slice(1);
  return lines
    .map((line) => {
      const [pid = '', uid = '', ...args] = line.trim().split(/\s+/);
      return { pid: Number(pid), uid, args: args.join(' ') };
    })
    .filter(({ args }) => !args.includes('health.js'));
};

/** The trial stack of docker-compose.embedded.yml under a name, secrets and a port of its own. */
export class Stack {
  private constructor(
    readonly name: string,
    readonly folder: string,
    readonly port: number,
  ) {}

  /** Makes secrets and folders by the script that operators use; nothing runs yet. */
  static async prepare(name: string): Promise<Stack> {
    const folder = mkdtempSync(join(tmpdir(), 'aduan-stack-'));
    const stack = new Stack(name, folder, await freePort());
    await stack.makeSecrets();
    return stack;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get backups(): string {
    return join(this.folder, 'backups');
  }

  /** Runs prepare.sh; what is there already stays. */
  async makeSecrets(): Promise<Ended> {
    const args = [join(this.folder, 'secrets'), this.backups];
    const ended = await run('deploy/container/prepare.sh', args);
    if (ended.code !== 0) throw new Error(ended.stderr);
    return ended;
  }

  /** Runs compose on this stack. Throws an Error with what it said when it fails. */
  async compose(args: string[], input?: string): Promise<string> {
    const { code, stdout, stderr } = await this.tryCompose(args, input);
    if (code !== 0) throw new Error(`compose ${args.join(' ')}: ${stderr}\n${stdout}`);
    return stdout.trim();
  }

  /** Runs compose on this stack, to whatever end. */
  tryCompose(args: string[], input?: string): Promise<Ended> {
    const [command = 'docker', ...words] = (process.env['ADUAN_COMPOSE'] ?? 'docker compose').split(
      ' ',
    );
    const files = ['-f', 'docker-compose.yml', '-f', 'docker-compose.embedded.yml'];
    const env = {
      ...process.env,
      DOCKER_BUILDKIT: '0',
      COMPOSE_PROJECT_NAME: this.name,
      ADUAN_PORT: String(this.port),
      ADUAN_SECRETS: join(this.folder, 'secrets'),
      ADUAN_BACKUPS: this.backups,
    };
    const given = [...words, '--env-file', '/dev/null', ...files, ...args];
    return run(command, given, { env, ...(input === undefined ? {} : { input }) });
  }

  /** Runs the operator's command line. */
  operate(args: string[], input?: string): Promise<Ended> {
    return this.tryCompose(['run', '--rm', '-T', 'aduan', ...args], input);
  }

  up(): Promise<string> {
    return this.compose(['up', '-d', '--wait', '--wait-timeout', '240']);
  }

  /** Id of the container of a service. */
  async container(service: string): Promise<string> {
    const id = await this.compose(['ps', '-a', '-q', service]);
    if (id === '') throw new Error(`no container of ${service}`);
    return id;
  }

  /** Waits until a service says itself that it is ready; what Docker last measured may be old. */
  async ready(service: string): Promise<void> {
    const own: Record<string, string[]> = {
      eventstore: ['node', 'dist/deploy/container/health.js', '2113'],
      mongo: ['node', 'dist/deploy/container/health.js', '27017'],
      nats: ['wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:8222/healthz'],
    };
    const probe = own[service] ?? ['node', 'dist/deploy/container/health.js'];
    const id = await this.container(service);
    await eventually(async () => (await run('docker', ['exec', id, ...probe])).code === 0, 120_000);
  }

  /** Kills containers as they are (SIGKILL), starts them again and waits until they are ready. */
  async killAndStart(...services: string[]): Promise<void> {
    const ids = await Promise.all(services.map((service) => this.container(service)));
    await docker('kill', ...ids);
    await docker('start', ...ids);
    for (const service of services) await this.ready(service);
  }

  /** Takes away containers, networks, volumes and secrets. */
  async remove(): Promise<void> {
    const profile = ['--profile', 'operator'];
    await this.tryCompose([...profile, 'down', '-v', '--remove-orphans', '-t', '5']);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
