import type { IncomingMessage } from 'node:http';

/** A request to sign, whichever version it came in. */
export interface Signing {
  nik: string;
  passphrase: string;
  pdf: Buffer;
  visible: boolean;
  /** Everything else that was said of the signature. */
  details: Record<string, string>;
  reason?: string;
  location?: string;
  contact?: string;
}

const bytesOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const named = (
  details: Record<string, string>,
): Pick<Signing, 'reason' | 'location' | 'contact'> => {
  const { reason, location, contactInfo } = details;
  return {
    ...(reason === undefined ? {} : { reason }),
    ...(location === undefined ? {} : { location }),
    ...(contactInfo === undefined ? {} : { contact: contactInfo }),
  };
};

const formOf = (body: Buffer, type: string): Promise<FormData> =>
  new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();

const fromForm = async (body: Buffer, type: string): Promise<Signing | undefined> => {
  const form = await formOf(body, type);
  const details: Record<string, string> = {};
  let pdf: Buffer | undefined;
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') details[name] = value;
    else if (name === 'file') pdf = Buffer.from(await value.arrayBuffer());
    else details[name] = `${value.size} bytes`;
  }
  const { nik, passphrase, tampilan, ...rest } = details;
  if (!nik || !passphrase || !pdf) return undefined;
  return { nik, passphrase, pdf, visible: tampilan === 'visible', details: rest, ...named(rest) };
};

interface Body {
  nik?: string;
  passphrase?: string;
  signatureProperties?: Record<string, unknown>[];
  file?: string[];
}

const fromJson = (body: Buffer): Signing | undefined => {
  const {
    nik,
    passphrase,
    signatureProperties = [],
    file = [],
  } = JSON.parse(body.toString('utf8')) as Body;
  const [properties, more] = signatureProperties;
  const [pdf] = file;
  if (!nik || !passphrase || !pdf || !properties || more) return undefined;
  const { tampilan, ...others } = properties;
  const details = Object.fromEntries(
    Object.entries(others).map(([name, value]) => [name, String(value)]),
  );
  const visible = tampilan === 'VISIBLE';
  const signing = { nik, passphrase, pdf: Buffer.from(pdf, 'base64'), visible, details };
  return { ...signing, ...named(details) };
};

/** Reads a request to sign; `signing` is undefined where something is missing. Throws for what cannot be read at all. */
export const readSigning = async (
  request: IncomingMessage,
  version: 1 | 2,
): Promise<{ signing: Signing | undefined; raw: string }> => {
  const body = await bytesOf(request);
  const type = request.headers['content-type'] ?? '';
  const signing = version === 1 ? await fromForm(body, type) : fromJson(body);
  return { signing, raw: body.toString('latin1') };
};

/** A field of a JSON body, or an empty text. */
export const textOf = async (request: IncomingMessage, field: string): Promise<string> => {
  const body = JSON.parse((await bytesOf(request)).toString('utf8')) as Record<string, unknown>;
  const value = body[field];
  return typeof value === 'string' ? value : '';
};

/** A file of a form, or no bytes. */
export const uploaded = async (request: IncomingMessage, field: string): Promise<Buffer> => {
  const type = request.headers['content-type'] ?? '';
  const file = (await formOf(await bytesOf(request), type)).get(field);
  return file === null || typeof file === 'string'
    ? Buffer.alloc(0)
    : Buffer.from(await file.arrayBuffer());
};
