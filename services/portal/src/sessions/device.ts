import { createHmac, randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { normalisedLogin } from '#libs/privacy';

/** A browser or program in which somebody signed in before, and with which logins. */
export interface Device {
  id: string;
  /** Keyed hashes of logins; the last one first. */
  marks: string[];
}

/** How long a device is known without a sign-in, in seconds. */
export const deviceSeconds = 180 * 24 * 3_600;
/** Officers who share one office PC. */
const mostMarks = 12;
const audience = 'aduan-device';

const shape = z.object({ id: z.uuid(), marks: z.array(z.string().max(40)).max(mostMarks) });

const markOf = (key: Uint8Array, login: string): string =>
  createHmac('sha256', key).update(normalisedLogin(login), 'utf8').digest('base64url').slice(0, 22);

/** The device that a token stands for, undefined for one that is no good. The key: `tokenKey(secret, 'device')`. */
export const readDevice = async (
  key: Uint8Array,
  token: string | undefined,
): Promise<Device | undefined> => {
  if (token === undefined) return undefined;
  try {
    const { payload } = await jwtVerify(token, key, { audience, algorithms: ['HS256'] });
    return shape.parse(payload['device']);
  } catch {
    return undefined;
  }
};

/** Whether somebody signed in with this login on the device before. */
export const knows = (key: Uint8Array, device: Device | undefined, login: string): boolean =>
  device?.marks.includes(markOf(key, login)) ?? false;

/** The token of a device after a good sign-in with this login. It lets nobody in. */
export const rememberLogin = (
  key: Uint8Array,
  device: Device | undefined,
  login: string,
): Promise<string> => {
  const mark = markOf(key, login);
  const others = device?.marks.filter((each) => each !== mark) ?? [];
  const known = { id: device?.id ?? randomUUID(), marks: [mark, ...others].slice(0, mostMarks) };
  return new SignJWT({ device: known })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${deviceSeconds}s`)
    .sign(key);
};
