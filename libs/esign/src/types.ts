import type { SignedFile } from './signed-pdf.js';

/** Where a visible signature goes: on a page (from 1), in points as the service counts them, or where a sign stands in the text. */
export type Placement =
  | { page: number; x: number; y: number; width: number; height: number }
  | { tag: string; width: number; height: number };

/** What of the signature is seen on the page. An image is a PNG; v1 can make a QR code of an address by itself. */
export type Appearance =
  { visible: false } | { visible: true; place: Placement; image?: Uint8Array; linkQr?: string };

/** One document to be signed by one person. */
export interface SignRequest {
  /** Of the signer, 16 digits. */
  nik: string;
  /** Of the signer's certificate. Used for this one call; neither kept nor logged nor part of any error. */
  passphrase: string;
  pdf: Uint8Array;
  appearance?: Appearance;
  /** Told inside the signature. v1 knows no contact. */
  reason?: string;
  location?: string;
  contact?: string;
}

/** How the signer's certificate stands; `other` is a word that we do not know, which says nothing for or against. */
export type CertificateStatus =
  'active' | 'not-registered' | 'no-certificate' | 'expired' | 'other';

export interface UserStatus {
  status: CertificateStatus;
  /** The service's own word, e.g. `ISSUE`. */
  raw: string;
  /** The service's own number, e.g. 1111, 2011 or 2021. */
  serviceCode?: number;
}

/** What the service says of the signatures in a PDF. */
export interface Verification {
  valid: boolean;
  /** The service's own word, e.g. `VALID` or `NO_SIGNATURE`. */
  conclusion: string;
  signatures: number;
}

/** The signing service of the office. Every method throws EsignError and nothing else. */
export interface EsignClient {
  /** Signs; asks exactly once, whatever happens. */
  sign(request: SignRequest): Promise<SignedFile>;
  /** Whether the person can sign at all. Signs nothing, so it may be asked again. */
  status(nik: string): Promise<UserStatus>;
  /** Checks the signatures of a PDF. Large ones take tens of seconds. */
  verify(pdf: Uint8Array): Promise<Verification>;
}
