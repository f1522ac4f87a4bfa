import { jwtVerify, SignJWT } from 'jose';
import { actorSchema, DomainError, type Actor } from '#libs/contracts';

const audience = 'aduan-reporter';
const validMinutes = 60;
export const reporterTokenPrefix = 'r.';

/** A reporter who knew register number and tracking code may act on that complaint for an hour. */
export const signReporter = async (
  complaint: { complaintId: string; kecamatan: string },
  key: Uint8Array,
): Promise<string> => {
  const { complaintId, kecamatan } = complaint;
  const actor: Actor = { id: `reporter:${complaintId}`, role: 'reporter', kecamatan, complaintId };
  const token = await new SignJWT({ actor })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${validMinutes}m`)
    .sign(key);
  return reporterTokenPrefix + token;
};

/** Reads such a token. Throws DomainError `session-needed`. */
export const verifyReporter = async (token: string, key: Uint8Array): Promise<Actor> => {
  try {
    const bare = token.slice(reporterTokenPrefix.length);
    const { payload } = await jwtVerify(bare, key, { audience, algorithms: ['HS256'] });
    return actorSchema.parse(payload['actor']);
  } catch {
    throw new DomainError('session-needed');
  }
};
