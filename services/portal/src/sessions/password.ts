import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** What a hash costs: 32 MiB, three times over, as OWASP advises. */
interface Cost {
  N: number;
  r: number;
  p: number;
}

const present: Cost = { N: 32_768, r: 8, p: 3 };
const keyBytes = 32;
const maxmem = 64 * 1024 * 1024;

const derive = (password: string, salt: Buffer, cost: Cost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, keyBytes, { ...cost, maxmem }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });

const written = ({ N, r, p }: Cost, salt: Buffer, key: Buffer): string =>
  ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');

const shape = /^scrypt\$(\d{1,8})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;

const read = (hash: string): { cost: Cost; salt: Buffer; key: Buffer } | undefined => {
  const [, N, r, p, salt = '', key = ''] = shape.exec(hash) ?? [];
  if (N === undefined) return undefined;
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  return { cost, salt: Buffer.from(salt, 'base64url'), key: Buffer.from(key, 'base64url') };
};

/** Hash of a password for the vault: scrypt with a salt of its own; it names its cost, so that a later one may cost more. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  return written(present, salt, await derive(password, salt, present));
};

const nobody = { cost: present, salt: randomBytes(16), key: randomBytes(keyBytes) };

/**
 * Whether the password is the one behind the hash. Without a hash (no such account) it takes as long and is false, so
 * that nobody can tell which logins exist.
 */
export const passwordMatches = async (
  password: string,
  hash: string | undefined,
): Promise<boolean> => {
  const known = hash === undefined ? undefined : read(hash);
  const { cost, salt, key } = known ?? nobody;
  const derived = await derive(password, salt, cost);
  return timingSafeEqual(derived, key) && known !== undefined;
};
