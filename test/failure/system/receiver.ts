import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Received } from '../check/evidence.js';

/** A subscriber of the webhook: takes every call and writes down what it was told. */
export class Receiver {
  readonly received: Received[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      request.on('end', () => {
        const { type, data } = JSON.parse(body) as { type: string; data: { factId: string } };
        const id = String(request.headers['webhook-id']);
        this.received.push({ transport: 'webhook', id, fact: `${type} ${data.factId}` });
        response.writeHead(204).end();
      });
    });
  }

  /** Listens on a free port; resolves to the address. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/aduan`;
  }

  /** Stops at once. */
  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
