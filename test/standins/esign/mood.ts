import type { ServerResponse } from 'node:http';

/**
 * How the stand-in behaves to a request to sign. `late` and `cut-after` sign first, so that a signature exists which the
 * caller never saw.
 */
export const moods = [
  'well',
  /** Signs, and answers after the delay. */
  'late',
  /** Closes the connection before anything is signed. */
  'cut-before',
  /** Signs, then closes the connection in the middle of the answer. */
  'cut-after',
  /** HTTP 500 in the service's own words. */
  'broken',
  /** HTTP 500 as a page of a web server. */
  'broken-page',
  /** HTTP 503 of a proxy in front. */
  'proxy',
  /** HTTP 200 with text. */
  'garbage',
  /** HTTP 200 with the document as it was, unsigned. */
  'unsigned',
  /** HTTP 200 with a PDF that is another one, longer and unsigned. */
  'other',
  /** HTTP 200 with an error in the body. */
  'refuses-in-200',
  /** Sends the caller elsewhere. */
  'redirect',
  /** An answer without an end. */
  'endless',
  /** Answers an error that repeats what it was sent. */
  'echo',
] as const;
export type Mood = (typeof moods)[number];

const json = { 'content-type': 'application/json' };

const stream = (response: ServerResponse): void => {
  response.writeHead(200, json);
  const chunk = Buffer.alloc(1024 * 1024, 'A');
  const more = (): void => {
    if (response.destroyed) return;
    if (response.write(chunk)) setImmediate(more);
    else response.once('drain', more);
  };
  more();
};

/** What a mood does in the place of signing; false when it signs. `sent` is the request as text. */
export const insteadOfSigning = (mood: Mood, response: ServerResponse, sent: string): boolean => {
  switch (mood) {
    case 'cut-before':
      response.destroy();
      return true;
    case 'broken':
      response.writeHead(500, json).end(JSON.stringify({ error: 'Dokumen tidak dapat diproses' }));
      return true;
    case 'broken-page':
      response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>Error</h1>');
      return true;
    case 'proxy':
      response.writeHead(503, { 'content-type': 'text/html' }).end('<h1>No server</h1>');
      return true;
    case 'garbage':
      response.writeHead(200, json).end('{"file": ["%%%"]');
      return true;
    case 'refuses-in-200':
      response
        .writeHead(200, json)
        .end(JSON.stringify({ error: 'Passphrase anda salah', status_code: 2031 }));
      return true;
    case 'redirect':
      response.writeHead(307, { location: '/elsewhere' }).end();
      return true;
    case 'endless':
      stream(response);
      return true;
    case 'echo':
      response.writeHead(400, json).end(JSON.stringify({ error: `tidak dikenal: ${sent}` }));
      return true;
    default:
      return false;
  }
};
