import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

const years = 2;

/** A certificate made for this run only, with its key, as PKCS#12. It stands for nobody. */
export const trialCertificate = (): Buffer => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const key = forge.pki.privateKeyFromPem(pem);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(key.n, key.e);
  certificate.serialNumber = '01';
  const from = certificate.validity.notBefore;
  certificate.validity.notAfter = new Date(from.getTime() + years * 365 * 86_400_000);
  const name = [
    { name: 'commonName', value: 'Penanda Tangan Percobaan' },
    { name: 'organizationName', value: 'Bukan BSrE' },
    { name: 'countryName', value: 'ID' },
  ];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.sign(key, forge.md.sha256.create());
  const store = forge.pkcs12.toPkcs12Asn1(key, [certificate], '', { algorithm: '3des' });
  return Buffer.from(forge.asn1.toDer(store).getBytes(), 'binary');
};
