import { z } from 'zod';
import { exchange, type Connection } from './exchange.js';
import { jsonOf, largestAnswer, verificationOf } from './reading.js';
import { refuseInside, statusOf } from './refusals.js';
import { checkSigned } from './signed-pdf.js';
import { EsignError } from './errors.js';
import type { EsignClient, Placement, SignRequest } from './types.js';

const mostJsonBytes = 4 * 1024 * 1024;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const placed = (place: Placement): Record<string, string | number> => ({
  width: place.width,
  height: place.height,
  ...('tag' in place
    ? { tag: place.tag }
    : { page: place.page, originX: place.x, originY: place.y }),
});

const propertiesOf = (request: SignRequest): Record<string, string | number> => {
  const { appearance, reason, location, contact } = request;
  return {
    tampilan: appearance?.visible ? 'VISIBLE' : 'INVISIBLE',
    ...(appearance?.visible ? placed(appearance.place) : {}),
    ...(appearance?.visible && appearance.image ? { imageBase64: base64(appearance.image) } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(location === undefined ? {} : { location }),
    ...(contact === undefined ? {} : { contactInfo: contact }),
  };
};

const bodyOf = (request: SignRequest): string =>
  JSON.stringify({
    nik: request.nik,
    passphrase: request.passphrase,
    signatureProperties: [propertiesOf(request)],
    file: [base64(request.pdf)],
  });

const signed = z.looseObject({ file: z.tuple([z.string().min(1)]) });
const userStatus = z.looseObject({
  status: z.string(),
  status_code: z.coerce.number().int().optional(),
});

const bytesOf = (text: string): Buffer => {
  const bytes = Buffer.from(text, 'base64');
  // Buffer skips what is no base64; a file with holes must not pass.
  if (bytes.toString('base64').replace(/=+$/, '') !== text.replaceAll(/\s/g, '').replace(/=+$/, ''))
    throw new EsignError('answer-unusable', { status: 200 });
  return bytes;
};

/** Version 2 of the service: JSON both ways, files as base64. */
export const clientV2 = (connection: Connection): EsignClient => {
  const post = (path: string, body: string, mostBytes: number): Promise<Buffer> =>
    exchange(connection, { method: 'POST', path, body, mostBytes });
  return {
    async sign(request) {
      const mostBytes = Math.ceil(largestAnswer(request) * 1.4);
      const answer = await post('/api/v2/sign/pdf', bodyOf(request), mostBytes);
      refuseInside(answer);
      const [file] = jsonOf(signed, answer).file;
      return checkSigned(request.pdf, bytesOf(file));
    },
    async status(nik) {
      const body = JSON.stringify({ nik });
      const answer = await post('/api/v2/user/check/status', body, mostJsonBytes);
      const { status: raw, status_code: serviceCode } = jsonOf(userStatus, answer);
      const status = statusOf(raw, serviceCode);
      return { status, raw, ...(serviceCode === undefined ? {} : { serviceCode }) };
    },
    async verify(pdf) {
      const body = JSON.stringify({ file: base64(pdf) });
      return verificationOf(await post('/api/v2/verify/pdf', body, mostJsonBytes));
    },
  };
};
