import { isIP } from 'node:net';

/** Where the embedded servers listen unless they are told otherwise: nobody but this machine reaches them. */
export const loopback = '127.0.0.1';

/** The address may not be listened on; the message says what to do. */
export class HostRefused extends Error {
  override readonly name = 'HostRefused';
}

const isLoopback = (host: string): boolean => host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/**
 * The address that an embedded server listens on. They know neither users nor TLS: whoever reaches one reads and writes
 * everything. So anything but loopback is refused unless ADUAN_EMBEDDED_NETWORK=private says that the network is
 * Aduan's own, as in docker-compose.embedded.yml. Throws HostRefused.
 */
export const listenHost = (
  host: string = loopback,
  environment: NodeJS.ProcessEnv = process.env,
): string => {
  if (isIP(host) === 0) throw new HostRefused(`--host needs an IP address, not '${host}'`);
  if (isLoopback(host) || environment['ADUAN_EMBEDDED_NETWORK'] === 'private') return host;
  throw new HostRefused(
    `--host ${host} is refused: this server has no users and no TLS, so whoever reaches it reads and writes everything. ` +
      'Set ADUAN_EMBEDDED_NETWORK=private where nobody but Aduan is on that network',
  );
};
