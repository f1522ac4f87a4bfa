import { z } from 'zod';
import { caseTypes, channels, documentKinds, signerKinds } from '#libs/contracts';

const date = z.iso.date();
const code = z.strictObject({ code: z.string(), name: z.string() });

/** Head of the paper: who writes. */
const letterhead = z.strictObject({
  government: z.string(),
  office: z.string(),
  address: z.string().optional(),
  /** Telephone, e-mail, website, each with its label. */
  contact: z.string().optional(),
});

/** What was done on a day. */
const happening = z.strictObject({ on: date, what: z.string(), by: z.string().optional() });

const meeting = z.strictObject({
  on: date,
  from: z.string(),
  to: z.string(),
  /** Set when it did not end on the day on which it began. */
  until: date.optional(),
  zone: z.string(),
  place: z.string().optional(),
  /** By role and institution, without names: who took part in what capacity is what counts, and an anonymous reporter may be among them. */
  attendants: z.array(z.strictObject({ role: z.string(), count: z.number().int().min(1) })),
  discussion: z.string().optional(),
  decisions: z.array(
    z.strictObject({ text: z.string(), unit: z.string().optional(), due: date.optional() }),
  ),
});

const signer = z.strictObject({
  kind: z.enum(signerKinds),
  title: z.string(),
  name: z.string().optional(),
  /** Civil servant's number. */
  nip: z.string().optional(),
  /** Of the Surat Perintah by which an acting officer signs. */
  letterNumber: z.string().optional(),
});

/**
 * A Berita Acara or Jawaban as data, in the clear: all that is printed and nothing else. Dates are local to the kecamatan;
 * texts are Indonesian, as the office writes. It is stored with the event, so new fields must be optional.
 */
export const officialDocument = z.strictObject({
  format: z.literal('aduan-document-2'),
  documentId: z.string(),
  kind: z.enum(documentKinds),
  title: z.string(),
  number: z.string(),
  date,
  kecamatan: code,
  kabupaten: code,
  letterhead,
  registerNumber: z.string(),
  caseType: z.enum(caseTypes),
  channel: z.enum(channels),
  channelName: z.string(),
  receivedOn: date,
  round: z.number().int(),
  village: z.string().optional(),
  /** From the widest to the narrowest. */
  category: z.array(z.string()).optional(),
  subject: z.string().optional(),
  /** Left out where nobody is known, also because he was forgotten. */
  reporter: z.string().optional(),
  happenings: z.array(happening),
  meeting: meeting.optional(),
  answer: z.string(),
  settlement: z.string(),
  signer,
  verification: z.strictObject({ code: z.string(), url: z.string() }),
});
export type OfficialDocument = z.output<typeof officialDocument>;
export type Meeting = z.output<typeof meeting>;
export type Happening = z.output<typeof happening>;
export type Letterhead = z.output<typeof letterhead>;
