import { connect, Events, type ConnectionOptions, type NatsConnection } from 'nats';
import type { Logger } from 'pino';
import { growing, pause } from './timing.js';

export interface ConnectOptions {
  /** `nats://host:4222`, several separated by commas; `tls://` for TLS; may carry user and password. */
  url: string;
  /** Shown in the server's monitoring. */
  name: string;
  logger: Logger;
  /** How long to wait for the first connection; default 30 s. */
  withinMs?: number;
}

/**
 * Connects to NATS and stays connected: once there, it reconnects for ever.
 * Throws an Error naming the address when nothing answers in time, or at once when the address or the
 * credentials are refused.
 */
export async function connectNats(options: ConnectOptions): Promise<NatsConnection> {
  const { logger } = options;
  const target = readUrl(options.url);
  const deadline = Date.now() + (options.withinMs ?? 30_000);
  for (let failures = 1; ; failures++) {
    try {
      const connection = await connect({ ...target, ...lasting, name: options.name });
      logger.info({ nats: connection.getServer() }, 'connected to NATS');
      void watch(connection, logger);
      return connection;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (isRefusal(error) || Date.now() >= deadline) {
        throw new Error(`NATS at ${servers(target)} cannot be used: ${reason}`, { cause: error });
      }
      logger.warn({ nats: servers(target), reason }, 'NATS does not answer yet');
      await pause(Math.min(growing(200, 2_000, failures), Math.max(1, deadline - Date.now())));
    }
  }
}

const lasting = {
  reconnect: true,
  maxReconnectAttempts: -1,
  reconnectTimeWait: 250,
  timeout: 5_000,
  pingInterval: 10_000,
  maxPingOut: 2,
} satisfies ConnectionOptions;

type Target = Pick<ConnectionOptions, 'user' | 'pass' | 'tls'> & { servers: string[] };

function readUrl(text: string): Target {
  const urls = text.split(',').map((part) => {
    const whole = part.trim().includes('://') ? part.trim() : `nats://${part.trim()}`;
    if (!URL.canParse(whole) || new URL(whole).hostname === '') {
      throw new Error('The NATS address is not a URL such as nats://host:4222');
    }
    return new URL(whole);
  });
  const withUser = urls.find((url) => url.username !== '');
  return {
    servers: urls.map((url) => `${url.hostname}:${url.port || '4222'}`),
    ...(withUser && {
      user: decodeURIComponent(withUser.username),
      pass: decodeURIComponent(withUser.password),
    }),
    ...(urls.some((url) => url.protocol === 'tls:') && { tls: {} }),
  };
}

const servers = (target: Target): string => target.servers.join(', ');

function isRefusal(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return code === 'AUTHORIZATION_VIOLATION' || code === 'BAD_AUTHENTICATION';
}

async function watch(connection: NatsConnection, logger: Logger): Promise<void> {
  for await (const status of connection.status()) {
    const detail = {
      nats: typeof status.data === 'string' ? status.data : JSON.stringify(status.data),
    };
    if (status.type === Events.Disconnect) logger.warn(detail, 'disconnected from NATS');
    else if (status.type === Events.Reconnect) logger.info(detail, 'connected to NATS again');
    else if (status.type === Events.Error) logger.warn(detail, 'NATS reports an error');
  }
}

const reconnections = new WeakMap<NatsConnection, Set<() => void>>();

/** Calls back on every reconnect until the signal aborts; any number of callers share one listener. */
export function onReconnect(
  connection: NatsConnection,
  signal: AbortSignal,
  call: () => void,
): void {
  const known = reconnections.get(connection);
  const calls = known ?? new Set<() => void>();
  calls.add(call);
  signal.addEventListener('abort', () => calls.delete(call), { once: true });
  if (known) return;
  reconnections.set(connection, calls);
  void (async () => {
    for await (const status of connection.status()) {
      if (status.type === Events.Reconnect) for (const each of calls) each();
    }
  })();
}
