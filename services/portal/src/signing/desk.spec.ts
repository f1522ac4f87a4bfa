import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { DomainError, type Actor, type CommandDone, type ErrorCode } from '#libs/contracts';
import type { EsignClient, SignRequest } from '#libs/esign';
import type { Given } from '../http/command-gate.js';
import { SigningDesk, type SigningOrder } from './desk.js';
import { signedFileId } from './signed-files.js';

const complaintId = '7b0e8a34-5d43-4f07-8f3e-111111111111';
const documentId = '7b0e8a34-5d43-4f07-8f3e-222222222222';
const passphrase = 'rahasia-Sekali-5520';
const nik = '6409021501800001';
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const pdf = Buffer.from('%PDF-1.4 document');
const signedPdf = Buffer.from('%PDF-1.4 document with a signature');

let files: Map<string, Buffer>;
let given: Given[];
let logged: unknown[];
let signRequests: SignRequest[];
/** Throws in the place of an answer, by command; and what the file store does instead of keeping. */
let refusing: Partial<Record<string, DomainError>>;
let full: boolean;
let serviceWaits: Promise<void>;
let accountNumber = 0;
let actor: Actor;

const done = (result: Record<string, unknown>): CommandDone => ({
  ok: true,
  complaintId,
  revision: '9',
  position: { commit: '1', prepare: '1' },
  replayed: false,
  result,
});

const gate = {
  give: (command: Given): Promise<CommandDone> => {
    given.push(command);
    const refusal = refusing[command.contract.type];
    if (refusal) return Promise.reject(refusal);
    const begun = { outcome: 'begun', attemptId: 'attempt-1', sha256: sha256(pdf), documentId };
    return Promise.resolve(done(command.contract.type === 'BeginSigning' ? begun : {}));
  },
};

const client: EsignClient = {
  sign: async (request) => {
    signRequests.push(request);
    await serviceWaits;
    return { bytes: signedPdf, sha256: sha256(signedPdf), incremental: true };
  },
  status: () => Promise.resolve({ status: 'active', raw: 'ISSUE' }),
  verify: () => Promise.reject(new Error('not asked')),
};

const deskOf = (esign: { client: EsignClient; version: 2 } | undefined): SigningDesk => {
  const log = (...entry: unknown[]): void => void logged.push(entry);
  const kit = {
    files: {
      get: (id: string) => Promise.resolve(files.get(id)),
      put: (id: string, _: string, bytes: Buffer) =>
        full ? Promise.reject(new Error('disk full')) : Promise.resolve(void files.set(id, bytes)),
    },
    logger: { warn: log, error: log },
    config: { ADUAN_PORT: 8080 },
  };
  const niks = { of: () => Promise.resolve(nik) };
  return new SigningDesk(kit as never, gate as never, niks as never, esign);
};

const order = (changes: Partial<SigningOrder> = {}): SigningOrder => ({
  complaintId,
  documentId,
  passphrase,
  actor,
  language: 'id',
  from: 'here',
  correlationId: 'c',
  key: () => 'key-0001',
  seen: () => 8,
  ...changes,
});

const refusalOf = async (work: Promise<unknown>): Promise<ErrorCode> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DomainError);
  return (error as DomainError).code;
};
const types = (): string[] => given.map(({ contract }) => contract.type);

let desk: SigningDesk;
beforeEach(() => {
  files = new Map([[documentId, pdf]]);
  given = [];
  logged = [];
  signRequests = [];
  refusing = {};
  full = false;
  serviceWaits = Promise.resolve();
  // Its own signer each time: tries are counted.
  accountNumber += 1;
  actor = { id: `camat-${accountNumber}`, role: 'camat', kecamatan: '64.09.02' };
  desk = deskOf({ client, version: 2 });
});

describe('SigningDesk', () => {
  it('announces, signs once, keeps the file, records it; no command holds the passphrase', async () => {
    await desk.sign(order());
    expect(types()).toEqual(['BeginSigning', 'SignAnswer']);
    expect(given[1]?.body).toEqual({
      method: 'electronic',
      signedSha256: sha256(signedPdf),
      fileId: signedFileId(documentId),
    });
    expect(files.get(signedFileId(documentId))).toEqual(signedPdf);
    expect(signRequests).toMatchObject([{ nik, passphrase, pdf, appearance: { visible: false } }]);
    expect(JSON.stringify(given)).not.toContain(passphrase);
    expect(JSON.stringify(given)).not.toContain(nik);
  });

  it('asks nobody when the announcement is refused', async () => {
    refusing = { BeginSigning: new DomainError('not-the-signer') };
    expect(await refusalOf(desk.sign(order()))).toBe('not-the-signer');
    expect(signRequests).toEqual([]);
    expect(types()).toEqual(['BeginSigning']);
  });

  it.each(['outcome-unknown', 'unavailable'] as const)(
    'a signature that could not be recorded (%s) is recorded the next time, without the service',
    async (code) => {
      refusing = { SignAnswer: new DomainError(code) };
      expect(await refusalOf(desk.sign(order()))).toBe('signed-not-recorded');
      refusing = {};
      // Another process, whose signing service is away.
      await deskOf(undefined).sign(order({ key: () => 'key-0002', passphrase: 'lupa' }));
      expect(signRequests).toHaveLength(1);
      expect(types()).toEqual(['BeginSigning', 'SignAnswer', 'SignAnswer']);
      expect(given[2]?.key()).toBe(given[1]?.key());
      expect(given[2]?.body).toEqual(given[1]?.body);
    },
  );

  it('a signature that cannot be stored is of unknown outcome, for the document is signed', async () => {
    full = true;
    expect(await refusalOf(desk.sign(order()))).toBe('signing-outcome-unknown');
    expect(types()).toEqual(['BeginSigning', 'RecordSigningFailure']);
    expect(given[1]?.body).toMatchObject({ attemptId: 'attempt-1', fault: 'not-stored' });
    expect(JSON.stringify([given, logged])).not.toContain(passphrase);
  }, 20_000);

  it.each([
    ['missing', undefined],
    ['another one', Buffer.from('%PDF-1.4 another')],
  ])('a document that is %s is not sent', async (_, bytes) => {
    if (bytes) files.set(documentId, bytes);
    else files.delete(documentId);
    expect(await refusalOf(desk.sign(order()))).toBe('document-unusable');
    expect(signRequests).toEqual([]);
    expect(given[1]?.body).toMatchObject({ fault: 'document-unusable' });
  });

  it('a failure that cannot be recorded is told all the same', async () => {
    files.delete(documentId);
    refusing = { RecordSigningFailure: new DomainError('unavailable') };
    expect(await refusalOf(desk.sign(order()))).toBe('document-unusable');
  });

  it('a double tap is one order', async () => {
    let go = (): void => undefined;
    serviceWaits = new Promise((resolve) => (go = resolve));
    const both = [desk.sign(order()), desk.sign(order())];
    go();
    const [first, second] = await Promise.all(both);
    expect(second).toBe(first);
    expect(signRequests).toHaveLength(1);
  });

  it('counts the tries of a signer, so that nobody has him locked out by guessing', async () => {
    refusing = { BeginSigning: new DomainError('not-the-signer') };
    const codes: ErrorCode[] = [];
    for (let n = 0; n < 6; n += 1)
      codes.push(await refusalOf(desk.sign(order({ key: () => `key-000${n}` }))));
    expect(codes.at(-1)).toBe('too-many-attempts');
  });

  it('says that it is closed where no service is configured', async () => {
    expect(deskOf(undefined).isOpen).toBe(false);
    expect(await refusalOf(deskOf(undefined).sign(order()))).toBe('esign-off');
  });
});
