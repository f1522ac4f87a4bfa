import { z } from 'zod';
import { exchange, type Connection } from './exchange.js';
import { refuseInside, statusOf } from './refusals.js';
import { jsonOf, largestAnswer, verificationOf } from './reading.js';
import { checkSigned } from './signed-pdf.js';
import type { Appearance, EsignClient, Placement, SignRequest } from './types.js';

const mostJsonBytes = 4 * 1024 * 1024;

const fileOf = (bytes: Uint8Array, type: string): Blob =>
  new Blob([new Uint8Array(bytes)], { type });

const placed = (place: Placement): Record<string, string> => ({
  width: String(place.width),
  height: String(place.height),
  ...('tag' in place
    ? { tag_koordinat: place.tag }
    : { page: String(place.page), xAxis: String(place.x), yAxis: String(place.y) }),
});

const shown = (appearance: Appearance): Record<string, string> => {
  if (!appearance.visible) return { tampilan: 'invisible' };
  const { place, image, linkQr } = appearance;
  const withImage = image !== undefined;
  return {
    tampilan: 'visible',
    image: String(withImage),
    ...(withImage || linkQr === undefined ? {} : { linkQR: linkQr }),
    ...placed(place),
  };
};

const formOf = (request: SignRequest): FormData => {
  const { nik, passphrase, pdf, appearance = { visible: false }, reason, location } = request;
  const form = new FormData();
  form.set('file', fileOf(pdf, 'application/pdf'), 'document.pdf');
  const fields = { nik, passphrase, ...shown(appearance) };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (reason !== undefined) form.set('reason', reason);
  if (location !== undefined) form.set('location', location);
  if (appearance.visible && appearance.image)
    form.set('imageTTD', fileOf(appearance.image, 'image/png'), 'signature.png');
  return form;
};

const userStatus = z.looseObject({
  status: z.string(),
  status_code: z.coerce.number().int().optional(),
});

/** Version 1 of the service: forms in, the bytes of a PDF out. */
export const clientV1 = (connection: Connection): EsignClient => ({
  async sign(request) {
    const mostBytes = largestAnswer(request);
    const body = await exchange(connection, {
      method: 'POST',
      path: '/api/sign/pdf',
      body: formOf(request),
      mostBytes,
    });
    refuseInside(body);
    return checkSigned(request.pdf, body);
  },
  async status(nik) {
    const path = `/api/user/status/${encodeURIComponent(nik)}`;
    const body = await exchange(connection, { method: 'GET', path, mostBytes: mostJsonBytes });
    const { status: raw, status_code: serviceCode } = jsonOf(userStatus, body);
    const status = statusOf(raw, serviceCode);
    return { status, raw, ...(serviceCode === undefined ? {} : { serviceCode }) };
  },
  async verify(pdf) {
    const form = new FormData();
    form.set('signed_file', fileOf(pdf, 'application/pdf'), 'document.pdf');
    const asked = { method: 'POST', path: '/api/sign/verify', body: form } as const;
    return verificationOf(await exchange(connection, { ...asked, mostBytes: mostJsonBytes }));
  },
});
