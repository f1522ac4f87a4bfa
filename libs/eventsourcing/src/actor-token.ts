import { hkdfSync } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { actorSchema, DomainError, type Actor } from '#libs/contracts';

const issuer = 'aduan-portal';
const audience = 'aduan-services';
const validForSeconds = 120;
const keyBytes = 32;

/** What tokens are made for; each purpose has a key of its own, so that a token of one never passes for the other. */
export type TokenPurpose = 'actor' | 'reporter' | 'csrf' | 'device' | 'second-step' | 'provider';

/** Key for tokens of a purpose, derived from the secret in the environment. Throws when it is too short to be secret. */
export const tokenKey = (secret: string, purpose: TokenPurpose): Uint8Array => {
  if (secret.length < 32)
    throw new Error(
      'ADUAN_ACTOR_KEY must have at least 32 characters; make one with: openssl rand -base64 32',
    );
  return new Uint8Array(hkdfSync('sha256', secret, '', `aduan/token/${purpose}`, keyBytes));
};

/** Key that portal and services share. Throws as `tokenKey`. */
export const actorKey = (secret: string): Uint8Array => tokenKey(secret, 'actor');

/** Signs who acts, for two minutes: services believe the portal, not whoever can publish on NATS. */
export const signActor = async (actor: Actor, key: Uint8Array): Promise<string> =>
  new SignJWT({ actor })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${validForSeconds}s`)
    .sign(key);

/** Reads a signed actor. Throws DomainError `not-signed-in` when it is forged, altered or expired. */
export const verifyActor = async (token: string, key: Uint8Array): Promise<Actor> => {
  try {
    const { payload } = await jwtVerify(token, key, {
      issuer,
      audience,
      algorithms: ['HS256'],
    });
    return actorSchema.parse(payload['actor']);
  } catch {
    throw new DomainError('not-signed-in');
  }
};
