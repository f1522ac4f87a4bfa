import { createHash, randomInt } from 'node:crypto';
import { generateSecret, generateURI, verifySync } from 'otplib';
import { z } from 'zod';

/** Seconds that one code holds (RFC 6238); one step earlier and one later are taken too, for clocks that differ. */
const stepSeconds = 30;
const recoveryCodes = 10;
// Without the letters that are taken for digits.
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const recoveryLength = 12;

/** The second factor of an account, as the vault keeps it. */
export const secondFactorSchema = z.object({
  secret: z.string(),
  /** Of the last code that was taken; an earlier or the same one is not taken again. */
  lastStep: z.number().int().optional(),
  /** Hashes of the recovery codes that are left. */
  recovery: z.array(z.string()),
});
export type SecondFactor = z.infer<typeof secondFactorSchema>;

/** The second factor among the secrets of an account, undefined where there is none. */
export const factorOf = (secrets: { [other: string]: unknown }): SecondFactor | undefined => {
  const kept = secrets['secondFactor'];
  return kept === undefined ? undefined : secondFactorSchema.parse(kept);
};

/** A secret for an authenticator: 160 bits in Base32. */
export const newSecret = (): string => generateSecret({ length: 20 });

/** What the QR code of an enrolment says. */
export const enrolmentUri = (secret: string, login: string): string =>
  generateURI({ issuer: 'Aduan', label: login, secret });

/**
 * The step of a code that is good now, undefined for every other one: wrong, of another time, or of a step that was used.
 */
export const stepOf = (
  factor: Pick<SecondFactor, 'secret' | 'lastStep'>,
  code: string,
  now: Date,
): number | undefined => {
  const token = code.replaceAll(/\s/g, '');
  const epoch = Math.floor(now.getTime() / 1_000);
  if (!/^\d{6}$/.test(token)) return undefined;
  const result = verifySync({ secret: factor.secret, token, epoch, epochTolerance: stepSeconds });
  if (!result.valid || !('timeStep' in result)) return undefined;
  return result.timeStep > (factor.lastStep ?? -1) ? result.timeStep : undefined;
};

const bare = (code: string): string => code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');

/** How a recovery code is kept: it has 59 bits of its own, so that a plain hash is enough. */
export const recoveryHash = (code: string): string =>
  createHash('sha256')
    .update(`aduan/recovery/${bare(code)}`, 'utf8')
    .digest('base64url');

/** Ten codes for the day when the telephone is lost, as they are printed: ABCD-EFGH-JKMN. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: recoveryCodes }, () =>
    Array.from({ length: recoveryLength }, () => letters[randomInt(letters.length)])
      .join('')
      .replaceAll(/(.{4})(?=.)/g, '$1-'),
  );

/**
 * The factor after a code was used up: of the authenticator, or one of the recovery codes. Undefined when it is no good.
 */
export const afterUse = (
  factor: SecondFactor,
  code: string,
  now: Date,
): { factor: SecondFactor; recovery: boolean } | undefined => {
  const step = stepOf(factor, code, now);
  if (step !== undefined) return { factor: { ...factor, lastStep: step }, recovery: false };
  const hash = recoveryHash(code);
  if (!factor.recovery.includes(hash)) return undefined;
  const left = factor.recovery.filter((each) => each !== hash);
  return { factor: { ...factor, recovery: left }, recovery: true };
};
