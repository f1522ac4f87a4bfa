import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningService, ServiceStatus } from './running-service.js';
import type { Config } from './config.js';
import { metricsText } from './metrics.js';
import { processText } from './process-metrics.js';

export interface HealthServer {
  port: number;
  close(): Promise<void>;
}

const answer = (response: ServerResponse, status: number, body: string, type: string): void => {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
};

const json = 'application/json';

// Positions in the event store are larger than JSON's numbers: they are written as text.
const statusText = (status: ServiceStatus): string =>
  JSON.stringify(status, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));

/**
 * Health of a service that runs alone: `/health` (the process answers), `/ready` (everything it needs is there),
 * `/metrics` (Prometheus). Undefined when the port is 0.
 */
export const startHealth = async (
  config: Config,
  service: RunningService,
): Promise<HealthServer | undefined> => {
  if (config.ADUAN_HEALTH_PORT === 0) return undefined;
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/health') return answer(response, 200, '{"status":"ok"}', json);
    if (path === '/ready') {
      const status = service.status();
      return answer(response, status.ready ? 200 : 503, statusText(status), json);
    }
    if (path === '/metrics') {
      Promise.all([metricsText(service.status()), processText(config)]).then(
        (texts) => answer(response, 200, texts.join('\n'), 'text/plain; version=0.0.4'),
        () => answer(response, 500, '', 'text/plain'),
      );
      return;
    }
    answer(response, 404, '{}', json);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.ADUAN_HEALTH_PORT, config.ADUAN_HOST, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
