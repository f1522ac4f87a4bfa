import { DomainError, type ErrorCode, type SigningFault } from '#libs/contracts';
import { EsignError, type CertificateStatus } from '#libs/esign';

const codes: Record<SigningFault, ErrorCode> = {
  'wrong-passphrase': 'wrong-passphrase',
  'certificate-expired': 'certificate-expired',
  'no-certificate': 'certificate-missing',
  'not-registered': 'signer-not-registered',
  refused: 'esign-refused',
  misconfigured: 'esign-misconfigured',
  'service-down': 'esign-down',
  'document-unusable': 'document-unusable',
  'outcome-unknown': 'signing-outcome-unknown',
  'answer-unusable': 'signing-outcome-unknown',
  'not-stored': 'signing-outcome-unknown',
};

/** What the signer is told of a fault; a signing that failed long ago for a reason that was not kept was refused. */
export const codeOf = (fault: SigningFault | undefined): ErrorCode => codes[fault ?? 'refused'];

const byStatus: Partial<Record<CertificateStatus, SigningFault>> = {
  'not-registered': 'not-registered',
  'no-certificate': 'no-certificate',
  expired: 'certificate-expired',
};

/** Why a certificate that stands so cannot sign; undefined when it may. A word that we do not know is left to the service. */
export const faultOfStatus = (status: CertificateStatus): SigningFault | undefined =>
  byStatus[status];

/** Signing did not succeed, and this is why. */
export class SigningFailure extends Error {
  override readonly name = 'SigningFailure';

  constructor(readonly fault: SigningFault) {
    super(fault);
  }

  /** As the signer is told. */
  get refusal(): DomainError {
    return new DomainError(codeOf(this.fault));
  }
}

/** The failure behind whatever was thrown while the service was asked. What is not known may have come after it signed. */
export const failureOf = (error: unknown): SigningFailure => {
  if (error instanceof SigningFailure) return error;
  return new SigningFailure(error instanceof EsignError ? error.fault : 'outcome-unknown');
};
