import { EsignError, faultOfConnection } from './errors.js';
import { faultOfAnswer } from './refusals.js';

/** How the service is reached. */
export interface Connection {
  url: string;
  user: string;
  password: string;
  /** For the whole exchange, the answer's last byte included, in ms. */
  timeoutMs: number;
}

export interface Asked {
  method: 'GET' | 'POST';
  path: string;
  /** JSON text or a form. */
  body?: string | FormData;
  /** Largest answer that is taken, in bytes. */
  mostBytes: number;
}

const headersOf = (
  { user, password }: Connection,
  body: Asked['body'],
): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`,
  accept: 'application/json, application/pdf',
  // A connection that was kept and had died would look like one that broke after the request went out.
  connection: 'close',
  ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
});

const addressOf = (url: string, path: string): string => `${url.replace(/\/+$/, '')}${path}`;

const readLimited = async (response: Response, mostBytes: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the rest of the body.
    if (bytes > mostBytes) throw new EsignError('answer-unusable', { status: response.status });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/**
 * Asks the service once; never follows a redirect, which would carry a passphrase elsewhere, and never repeats. Answers the
 * body of a 200. Throws EsignError, without what was sent or received.
 */
export const exchange = async (connection: Connection, asked: Asked): Promise<Buffer> => {
  let status: number;
  let body: Buffer;
  try {
    const response = await fetch(addressOf(connection.url, asked.path), {
      method: asked.method,
      headers: headersOf(connection, asked.body),
      redirect: 'manual',
      signal: AbortSignal.timeout(connection.timeoutMs),
      ...(asked.body === undefined ? {} : { body: asked.body }),
    });
    status = response.status;
    body = await readLimited(response, asked.mostBytes);
  } catch (error) {
    throw error instanceof EsignError ? error : faultOfConnection(error);
  }
  if (status !== 200) throw faultOfAnswer(status, body);
  return body;
};
