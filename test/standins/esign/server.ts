import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { insteadOfSigning, type Mood } from './mood.js';
import { objection, standing, trialPeople, type People } from './people.js';
import { readSigning, textOf, uploaded, type Signing } from './requests.js';
import { countSignatures, signPdf } from './signature.js';

export interface StandInOptions {
  /** 0 for any. */
  port?: number;
  user?: string;
  password?: string;
  people?: People;
}

/** A running stand-in for BSrE's esign client service, both versions at once. */
export interface StandIn {
  url: string;
  /** How many times each thing was asked, as far as it was let in; and how many signatures were made. */
  asked: { sign: number; status: number; verify: number; signatures: number };
  /** What the last request to sign said, without its passphrase. */
  last: Omit<Signing, 'passphrase'> | undefined;
  /** Mood of the next requests to sign, and how long it waits before it answers, in ms. */
  behave(mood: Mood, delayMs?: number): void;
  close(): Promise<void>;
}

const json = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const otherPdf = (pdf: Buffer): Buffer =>
  Buffer.concat([Buffer.from('%PDF-1.4\n% other\n'), pdf, pdf, Buffer.from('\n%%EOF\n')]);

// Of the answer in the form of the request's version.
const sendFile = (response: ServerResponse, version: 1 | 2, file: Buffer, cut: boolean): void => {
  const body =
    version === 1
      ? file
      : Buffer.from(JSON.stringify({ time: '900 ms', file: [file.toString('base64')] }));
  const type = version === 1 ? 'application/pdf' : 'application/json';
  response.writeHead(200, { 'content-type': type, 'content-length': body.length });
  if (!cut) response.end(body);
  else response.write(body.subarray(0, body.length / 2), () => response.destroy());
};

/** Starts the stand-in. It knows nothing of the client that it serves, and keeps no passphrase. */
export const startStandIn = async (options: StandInOptions = {}): Promise<StandIn> => {
  const { user = 'esign', password = 'esign-lokal', people = trialPeople } = options;
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const state = { mood: 'well' as Mood, delayMs: 0 };
  const asked = { sign: 0, status: 0, verify: 0, signatures: 0 };
  let last: StandIn['last'];

  const sign = async (request: IncomingMessage, response: ServerResponse, version: 1 | 2) => {
    const { signing, raw } = await readSigning(request, version);
    asked.sign += 1;
    if (!signing) return json(response, 400, { error: 'Parameter tidak lengkap' });
    const { passphrase, ...rest } = signing;
    last = rest;
    const { mood, delayMs } = state;
    if (mood !== 'late') await pause(delayMs);
    if (insteadOfSigning(mood, response, raw)) return undefined;
    const no = objection(people, signing.nik, passphrase);
    if (no) return json(response, no.status, no.body);
    if (mood === 'unsigned') return sendFile(response, version, signing.pdf, false);
    if (mood === 'other') return sendFile(response, version, otherPdf(signing.pdf), false);
    const file = await signPdf(signing.pdf, signing);
    asked.signatures += 1;
    if (mood === 'late') await pause(delayMs);
    return sendFile(response, version, file, mood === 'cut-after');
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://stand-in');
    if (request.headers.authorization !== expected)
      return json(response, 401, { error: 'Unauthorized' });
    const at = `${request.method} ${pathname}`;
    if (at === 'POST /api/sign/pdf') return sign(request, response, 1);
    if (at === 'POST /api/v2/sign/pdf') return sign(request, response, 2);
    const nik = /^GET \/api\/user\/status\/(\d+)$/.exec(at)?.[1];
    if (nik !== undefined || at === 'POST /api/v2/user/check/status') {
      asked.status += 1;
      return json(response, 200, standing(people, nik ?? (await textOf(request, 'nik'))));
    }
    const ofForm = at === 'POST /api/sign/verify';
    if (ofForm || at === 'POST /api/v2/verify/pdf') {
      asked.verify += 1;
      const pdf = ofForm
        ? await uploaded(request, 'signed_file')
        : Buffer.from(await textOf(request, 'file'), 'base64');
      const count = countSignatures(pdf);
      const conclusion = count > 0 ? 'VALID' : 'NO_SIGNATURE';
      return json(
        response,
        200,
        ofForm
          ? { summary: conclusion, jumlah_signature: count, details: [] }
          : { conclusion, signatureCount: count, signatureInformations: [] },
      );
    }
    return json(response, 404, { error: 'Not Found' });
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      // An empty or broken PDF is answered so by the service too.
      if (response.headersSent) response.destroy();
      else json(response, 500, { error: 'Internal Server Error' });
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    get last() {
      return last;
    },
    behave(mood, delayMs = 0) {
      Object.assign(state, { mood, delayMs });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
