/** What went wrong at the signing service. */
export type EsignFault =
  | 'wrong-passphrase'
  | 'certificate-expired'
  | 'no-certificate'
  | 'not-registered'
  /** The service refuses for a reason of its own. */
  | 'refused'
  /** The address, user or password of this installation is wrong. */
  | 'misconfigured'
  /** The service was not reached. */
  | 'service-down'
  /** The request went out and no answer came, or none that says what happened. */
  | 'outcome-unknown'
  /** The service says that it signed, but what it sent is not the signed document. */
  | 'answer-unusable';

const unknown: readonly EsignFault[] = ['outcome-unknown', 'answer-unusable'];

/**
 * The signing service did not do what it was asked. Holds no word of what was sent or received: the request has a
 * passphrase in it, and an answer may repeat it.
 */
export class EsignError extends Error {
  override readonly name = 'EsignError';

  constructor(
    readonly fault: EsignFault,
    /** HTTP status and the service's own number, where it answered. */
    readonly answer: { status?: number; serviceCode?: number } = {},
  ) {
    super(messageOf(fault, answer));
  }

  /** Whether nothing can have been signed. Where it is false the signer has to find out before he tries again. */
  get certainlyNotSigned(): boolean {
    return !unknown.includes(this.fault);
  }
}

const messageOf = (
  fault: EsignFault,
  { status, serviceCode }: { status?: number; serviceCode?: number },
): string => {
  const parts = [fault as string];
  if (status !== undefined) parts.push(`HTTP ${status}`);
  if (serviceCode !== undefined) parts.push(`code ${serviceCode}`);
  return `signing service: ${parts.join(', ')}`;
};

// Errors of the connection before anything of the request went out.
const beforeSending = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const ofCertificates = /^(ERR_TLS_|CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|ERR_SSL_)/;

const codesOf = (error: unknown): string[] => {
  if (!(error instanceof Error)) return [];
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  // Several addresses of one host fail together, each with its own reason.
  const several = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  return [...(typeof code === 'string' ? [code] : []), ...several, ...codesOf(cause)];
};

/**
 * Fault of an exchange that ended without an answer. Only what is known to end before the request goes out counts as not
 * reached; whatever else ends a connection may have come after the service signed.
 */
export const faultOfConnection = (error: unknown): EsignError => {
  const codes = codesOf(error);
  if (codes.length > 0 && codes.every((code) => beforeSending.has(code)))
    return new EsignError('service-down');
  if (codes.some((code) => ofCertificates.test(code))) return new EsignError('misconfigured');
  return new EsignError('outcome-unknown');
};
