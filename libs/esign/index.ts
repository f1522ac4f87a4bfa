/** Client of BSrE's esign client service, by which officers sign documents electronically. */
export { createEsignClient, type EsignOptions } from './src/client.js';
export { EsignError, type EsignFault } from './src/errors.js';
export { signatureIn, type SignedFile } from './src/signed-pdf.js';
export type {
  Appearance,
  CertificateStatus,
  EsignClient,
  Placement,
  SignRequest,
  UserStatus,
  Verification,
} from './src/types.js';
