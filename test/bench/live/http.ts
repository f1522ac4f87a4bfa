import { Agent, request } from 'node:http';

/** What came back, and how long it took. */
export interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Record<string, unknown>;
  ms: number;
}

export interface Call {
  method: 'GET' | 'POST';
  path: string;
  token?: string | undefined;
  key?: string;
  etag?: string;
  body?: unknown;
}

/** A caller of the API that keeps its connections and costs little: the measuring must not be what is measured. */
export class LightClient {
  private readonly agent: Agent;

  constructor(
    readonly url: string,
    sockets: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: sockets, scheduling: 'lifo' });
  }

  /** One call. Status 0 where no answer came. */
  call({ method, path, token, key, etag, body }: Call): Promise<Reply> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers: Record<string, string> = {
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(etag === undefined ? {} : { 'if-match': etag }),
    };
    const began = performance.now();
    const { hostname, port } = new URL(this.url);
    const options = {
      host: hostname,
      port,
      method,
      path: `/api/v1${path}`,
      headers,
      agent: this.agent,
    };
    return new Promise((resolve) => {
      const ended = (status: number, of: Reply['headers'], body: Reply['body']): void =>
        resolve({ status, headers: of, body, ms: performance.now() - began });
      const broken = (): void => ended(0, {}, {});
      const sent = request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', broken);
        response.once('end', () => {
          const answer = Buffer.concat(chunks).toString('utf8');
          const json = answer.startsWith('{') ? (JSON.parse(answer) as Reply['body']) : {};
          ended(response.statusCode ?? 0, response.headers, json);
        });
      });
      sent.setTimeout(60_000, () => sent.destroy());
      sent.once('error', broken);
      sent.end(text);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
