import { z } from 'zod';
import { EsignError } from './errors.js';
import type { SignRequest, Verification } from './types.js';

const spareBytes = 8 * 1024 * 1024;

/** Largest answer to a request that is taken: the signed file is the sent one with a signature, an image and fonts. */
export const largestAnswer = ({ pdf, appearance }: SignRequest): number =>
  pdf.length * 2 + spareBytes + (appearance?.visible ? (appearance.image?.length ?? 0) : 0);

/** The answer as JSON of this shape. Throws EsignError `answer-unusable`, without the answer. */
export const jsonOf = <Schema extends z.ZodType>(shape: Schema, body: Buffer): z.output<Schema> => {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new EsignError('answer-unusable', { status: 200 });
  }
  const result = shape.safeParse(value);
  if (!result.success) throw new EsignError('answer-unusable', { status: 200 });
  return result.data;
};

// v2 counts in signatureCount; v1 tells its conclusion in `summary` and counts in jumlah_signature.
const verified = z.looseObject({
  conclusion: z.string().optional(),
  summary: z.string().optional(),
  signatureCount: z.number().int().optional(),
  jumlah_signature: z.number().int().optional(),
});

/** What the service says of the signatures in a PDF. Throws EsignError `answer-unusable`. */
export const verificationOf = (body: Buffer): Verification => {
  const said = jsonOf(verified, body);
  const conclusion = said.conclusion ?? said.summary;
  if (conclusion === undefined) throw new EsignError('answer-unusable', { status: 200 });
  const signatures = said.signatureCount ?? said.jumlah_signature ?? 0;
  return { valid: conclusion.toUpperCase() === 'VALID', conclusion, signatures };
};
