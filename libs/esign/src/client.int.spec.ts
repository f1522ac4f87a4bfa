import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startStandIn, type StandIn } from '../../../test/standins/esign/server.js';
import { samplePdf } from '../../../test/standins/esign/sample.js';
import type { Mood } from '../../../test/standins/esign/mood.js';
import { createEsignClient, EsignError, type EsignClient, type SignRequest } from '#libs/esign';

const passphrase = 'rahasia-Sekali-7431';
const signer = '6409021501800001';
const people = {
  [signer]: { passphrase, status: 'ISSUE' },
  '6409021501800002': { passphrase, status: 'NO_CERTIFICATE' },
  '6409021501800003': { passphrase, status: 'EXPIRED' },
} as const;

let standIn: StandIn;
let pdf: Buffer;
beforeAll(async () => {
  standIn = await startStandIn({ people });
  pdf = samplePdf('Berita Acara percobaan.');
});
afterAll(() => standIn.close());
beforeEach(() => {
  standIn.behave('well');
  Object.assign(standIn.asked, { sign: 0, status: 0, verify: 0, signatures: 0 });
});

const faultOf = async (work: Promise<unknown>): Promise<EsignError> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(EsignError);
  return error as EsignError;
};

/** Everything that a log could take from an error. */
const wholeText = (error: EsignError): string =>
  `${error.stack} ${JSON.stringify(error)} ${inspect(error, { depth: 9, showHidden: true })}`;

const connection = () => ({
  url: standIn.url,
  user: 'esign',
  password: 'esign-lokal',
  timeoutMs: 4_000,
});

describe.each([1, 2] as const)('the signing service, version %i', (version) => {
  const client = (changes: Partial<ReturnType<typeof connection>> = {}): EsignClient =>
    createEsignClient({ version, ...connection(), ...changes });
  const request = (changes: Partial<SignRequest> = {}): SignRequest => ({
    nik: signer,
    passphrase,
    pdf,
    ...changes,
  });

  it('signs, and the signature is appended to the bytes that were sent', async () => {
    const signed = await client().sign(request({ reason: 'Jawaban pengaduan', location: 'Waru' }));
    expect(signed.incremental).toBe(true);
    expect(signed.bytes.subarray(0, pdf.length).equals(pdf)).toBe(true);
    expect(signed.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(standIn.last).toMatchObject({
      nik: signer,
      visible: false,
      reason: 'Jawaban pengaduan',
      location: 'Waru',
    });
    expect(standIn.asked).toMatchObject({ sign: 1, signatures: 1 });
  });

  it('asks for a visible signature on a page, or where a sign stands', async () => {
    const image = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
    const place = { page: 2, x: 40, y: 60, width: 120, height: 50 };
    await client().sign(request({ appearance: { visible: true, place, image } }));
    expect(standIn.last?.visible).toBe(true);
    expect(standIn.last?.details).toMatchObject(
      version === 1
        ? { page: '2', xAxis: '40', yAxis: '60', image: 'true', imageTTD: '4 bytes' }
        : { page: '2', originX: '40', originY: '60', imageBase64: 'iVBORw==' },
    );
    const tagged = { tag: '#', width: 80, height: 80 };
    const linkQr = 'https://aduan.example/v/abc';
    await client().sign(request({ appearance: { visible: true, place: tagged, linkQr } }));
    expect(standIn.last?.details).toMatchObject(
      version === 1 ? { tag_koordinat: '#', image: 'false', linkQR: linkQr } : { tag: '#' },
    );
  });

  it('tells how the certificate of a person stands', async () => {
    const of = async (nik: string) => (await client().status(nik)).status;
    expect(await of(signer)).toBe('active');
    expect(await of('6409021501800002')).toBe('no-certificate');
    expect(await of('6409021501800003')).toBe('expired');
    expect(await of('6409021501809999')).toBe('not-registered');
  });

  it.each([
    ['wrong-passphrase', { passphrase: 'bukan-itu-9999' }],
    ['not-registered', { nik: '6409021501809999' }],
    ['no-certificate', { nik: '6409021501800002' }],
    ['certificate-expired', { nik: '6409021501800003' }],
  ] as const)('%s is known, and certain', async (fault, changes) => {
    const error = await faultOf(client().sign(request(changes)));
    expect(error.fault).toBe(fault);
    expect(error.certainlyNotSigned).toBe(true);
    expect(standIn.asked.sign).toBe(1);
  });

  it.each<[Mood, string, boolean]>([
    ['broken', 'refused', true],
    ['redirect', 'misconfigured', true],
    ['refuses-in-200', 'wrong-passphrase', true],
    ['echo', 'refused', true],
    ['broken-page', 'outcome-unknown', false],
    ['proxy', 'outcome-unknown', false],
    ['cut-before', 'outcome-unknown', false],
    ['cut-after', 'outcome-unknown', false],
    ['garbage', 'answer-unusable', false],
    ['unsigned', 'answer-unusable', false],
    ['other', 'answer-unusable', false],
    ['endless', 'answer-unusable', false],
  ])(
    'a service that is %s: %s, asked once, without a word of the request',
    async (mood, fault, certain) => {
      standIn.behave(mood);
      const error = await faultOf(client().sign(request()));
      expect(error.fault).toBe(fault);
      expect(error.certainlyNotSigned).toBe(certain);
      expect(standIn.asked.sign).toBe(1);
      expect(wholeText(error)).not.toContain(passphrase);
      expect(wholeText(error)).not.toContain(signer);
    },
  );

  it('a service that is too slow leaves the outcome unknown, though it signed', async () => {
    standIn.behave('late', 1_500);
    const error = await faultOf(client({ timeoutMs: 700 }).sign(request()));
    expect(error.fault).toBe('outcome-unknown');
    expect(standIn.asked).toMatchObject({ sign: 1, signatures: 1 });
  });

  it('a service that is away was certainly not asked', async () => {
    const free = createServer().listen(0);
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    const away = client({ url: `http://127.0.0.1:${port}` });
    expect(await faultOf(away.sign(request()))).toMatchObject({
      fault: 'service-down',
      certainlyNotSigned: true,
    });
    expect((await faultOf(away.status(signer))).fault).toBe('service-down');
  });

  it('wrong user, password or address is told as a mistake of the installation', async () => {
    const stranger = await faultOf(client({ password: 'salah' }).sign(request()));
    expect(stranger).toMatchObject({ fault: 'misconfigured', answer: { status: 401 } });
    const lost = await faultOf(client({ url: `${standIn.url}/nowhere` }).sign(request()));
    expect(lost).toMatchObject({ fault: 'misconfigured', answer: { status: 404 } });
  });

  it('bytes that are no PDF are refused by the service', async () => {
    const error = await faultOf(client().sign(request({ pdf: Buffer.from('not a PDF') })));
    expect(error).toMatchObject({ fault: 'refused', answer: { status: 500 } });
  });

  it('has the signatures of a PDF checked', async () => {
    const { bytes } = await client().sign(request());
    expect(await client().verify(bytes)).toEqual({
      valid: true,
      conclusion: 'VALID',
      signatures: 1,
    });
    expect(await client().verify(pdf)).toMatchObject({ valid: false, conclusion: 'NO_SIGNATURE' });
  });
});
