import { z } from 'zod';
import { EsignError, type EsignFault } from './errors.js';
import type { CertificateStatus } from './types.js';

/** How both versions say no: a text and, from most places, a number. */
const refusal = z.looseObject({
  error: z.string().optional(),
  message: z.string().optional(),
  status_code: z.coerce.number().int().optional(),
});

// Numbers and words of the service that were seen in use; the texts are its own, in Indonesian.
const byNumber: Record<number, EsignFault> = {
  2011: 'not-registered',
  2021: 'no-certificate',
  2031: 'wrong-passphrase',
};
const byText: readonly (readonly [RegExp, EsignFault])[] = [
  [
    /passphrase.{0,40}(salah|tidak (sesuai|benar|valid)|wrong|invalid|incorrect)/i,
    'wrong-passphrase',
  ],
  [/(ke|ka)da?luw?arsa|kadaluarsa|expired|habis masa|masa berlaku/i, 'certificate-expired'],
  [/(belum|tidak) terdaftar|not.registered/i, 'not-registered'],
  [/(belum|tidak).{0,20}(memiliki|punya|ada).{0,20}sertifikat|no.certificate/i, 'no-certificate'],
];

/** Faults by the words in which a certificate's state is told. */
const byStatus: Record<string, CertificateStatus> = {
  ISSUE: 'active',
  NOT_REGISTERED: 'not-registered',
  NO_CERTIFICATE: 'no-certificate',
  EXPIRED: 'expired',
  EXPIRE: 'expired',
};

/** The state of a certificate behind the service's word. */
export const statusOf = (raw: string, serviceCode?: number): CertificateStatus => {
  const word = raw
    .trim()
    .toUpperCase()
    .replaceAll(/[\s-]+/g, '_');
  if (Object.hasOwn(byStatus, word)) return byStatus[word] ?? 'other';
  if (serviceCode === 2011) return 'not-registered';
  return serviceCode === 2021 ? 'no-certificate' : 'other';
};

const faultOf = (text: string, serviceCode: number | undefined): EsignFault => {
  const known = serviceCode === undefined ? undefined : byNumber[serviceCode];
  return known ?? byText.find(([pattern]) => pattern.test(text))?.[1] ?? 'refused';
};

const parsed = (body: Buffer): z.output<typeof refusal> | undefined => {
  try {
    const result = refusal.safeParse(JSON.parse(body.toString('utf8')));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
};

/**
 * What an answer other than 200 means. A refusal in the service's own words is one, whatever its status; so is any 4xx. A
 * 5xx without them comes from a proxy or from a service that broke in the middle, and says nothing about the signature.
 */
export const faultOfAnswer = (status: number, body: Buffer): EsignError => {
  const said = parsed(body);
  const text = said?.error ?? said?.message;
  const serviceCode = said?.status_code;
  const answer = { status, ...(serviceCode === undefined ? {} : { serviceCode }) };
  if (status === 401 || status === 403 || status === 404 || status === 405 || status < 400)
    return new EsignError('misconfigured', answer);
  if (text !== undefined) return new EsignError(faultOf(text, serviceCode), answer);
  return new EsignError(status < 500 ? 'refused' : 'outcome-unknown', answer);
};

/**
 * Finds a refusal that came with HTTP 200, as some installations send it. Throws EsignError; does nothing where the answer is
 * no JSON with an error in it.
 */
export const refuseInside = (body: Buffer): void => {
  if (body.subarray(0, 1).toString() !== '{') return;
  if (parsed(body)?.error !== undefined) throw faultOfAnswer(400, body);
};
