import { plainAddPlaceholder } from '@signpdf/placeholder-plain';
import { P12Signer } from '@signpdf/signer-p12';
import { SignPdf } from '@signpdf/signpdf';
import { trialCertificate } from './certificate.js';

let certificate: Buffer | undefined;

/**
 * Appends a real PKCS#7 signature to a PDF as an incremental update, made with a certificate of this run. Throws for what is
 * no PDF, or one with a cross-reference stream.
 */
export const signPdf = (
  pdf: Buffer,
  said: { reason?: string; location?: string; contact?: string } = {},
): Promise<Buffer> => {
  certificate ??= trialCertificate();
  const prepared = plainAddPlaceholder({
    pdfBuffer: pdf,
    reason: said.reason ?? '',
    location: said.location ?? '',
    contactInfo: said.contact ?? '',
    name: 'Penanda Tangan Percobaan',
  });
  return new SignPdf().sign(prepared, new P12Signer(certificate));
};

/** How many signatures a PDF has, as its dictionaries say. */
export const countSignatures = (pdf: Buffer): number =>
  pdf.toString('latin1').split('/ByteRange').length - 1;
