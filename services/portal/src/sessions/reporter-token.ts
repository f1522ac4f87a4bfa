import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { actorSchema, DomainError, type Actor } from '#libs/contracts';
import { tokenKey } from '#libs/eventsourcing';

const audience = 'aduan-reporter';
const validMinutes = 60;
const reporterSchema = actorSchema.required({ complaintId: true }).extend({
  role: z.literal('reporter'),
});
export const reporterTokenPrefix = 'r.';

/** A reporter who knew register number and tracking code may act on that complaint for an hour. */
export const signReporter = async (
  complaint: { complaintId: string; kecamatan: string },
  secret: string,
): Promise<string> => {
  const { complaintId, kecamatan } = complaint;
  const actor: Actor = { id: `reporter:${complaintId}`, role: 'reporter', kecamatan, complaintId };
  const token = await new SignJWT({ actor })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${validMinutes}m`)
    .sign(tokenKey(secret, 'reporter'));
  return reporterTokenPrefix + token;
};

/** Reads such a token; it never makes anybody more than the reporter of one complaint. Throws DomainError `session-needed`. */
export const verifyReporter = async (token: string, secret: string): Promise<Actor> => {
  try {
    const bare = token.slice(reporterTokenPrefix.length);
    const key = tokenKey(secret, 'reporter');
    const { payload } = await jwtVerify(bare, key, { audience, algorithms: ['HS256'] });
    return reporterSchema.parse(payload['actor']);
  } catch {
    throw new DomainError('session-needed');
  }
};
