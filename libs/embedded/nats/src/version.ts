import { run } from './run.js';

/** Several filter subjects on one consumer need nats-server 2.10 (its release notes of September 2023). */
export const minimumVersion = { major: 2, minor: 10 };

/** The version in `nats-server: v2.10.27` or `2.10.27-1+b2`; undefined when there is none. */
export function parseVersion(text: string): string | undefined {
  return /(?:^|[^\d.])v?(\d+\.\d+\.\d+)/.exec(text)?.[1];
}

/** Whether a version such as `2.10.27` is new enough for Aduan. */
export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major !== minimumVersion.major) return major > minimumVersion.major;
  return minor >= minimumVersion.minor;
}

/** Asks a nats-server for its version; undefined when the file does not run or is something else. */
export async function versionOf(path: string): Promise<string | undefined> {
  const ran = await run(path, ['--version'], { timeoutMs: 10_000 });
  return ran.code === 0 && ran.output.includes('nats-server')
    ? parseVersion(ran.output)
    : undefined;
}
