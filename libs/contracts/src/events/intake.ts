import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { fileMediaTypes, filePurposes, fileRemovalReasons } from '../files.js';
import { content, identity, person } from '../sealing.js';
import {
  caseTypes,
  channels,
  email,
  instant,
  nik,
  outcomes,
  phone,
  sealGrounds,
  sha256,
  text,
  uuid,
  villageCode,
} from '../values.js';

/** Who reports; every part is optional, for a slip in the box may bear no name. */
export const reporter = z.strictObject({
  name: text(120).optional(),
  nik: nik.optional(),
  phone: phone.optional(),
  email: email.optional(),
  address: text(300).optional(),
  socialHandle: text(100).optional(),
});
export type Reporter = z.infer<typeof reporter>;

/** How the reporter wants to be answered. */
export const replyBy = ['none', 'email', 'phone', 'sms', 'whatsapp', 'counter', 'letter'] as const;

export const namedPerson = z.strictObject({
  name: text(120),
  position: text(120).optional(),
  institution: text(120).optional(),
});
/** Somebody other than the reporter, sealed with a key of his own. */
export const personRef = z.strictObject({ personId: uuid, details: person(namedPerson) });

const only = ['intake'] as const;

export const intakeEvents = {
  ComplaintRegistered: defineEvent(
    'ComplaintRegistered',
    only,
    'Step 1: a complaint, consultation, aspiration or information request was recorded.',
    z.strictObject({
      caseType: z.enum(caseTypes),
      channel: z.enum(channels),
      receivedAt: instant.describe(
        'When the office got it; recordedAt in the metadata is when it was put into Aduan.',
      ),
      villageCode: villageCode.describe('Kelurahan or desa that it is about.').optional(),
      subject: content(text(200)),
      description: content(text(10_000)),
      place: content(text(300)).optional(),
      anonymous: z.boolean().describe('Identity hidden from the reported party and the public.'),
      confidential: z.boolean().describe('Content hidden from the public.'),
      replyBy: z.enum(replyBy),
      language: z.enum(['id', 'en']),
      reporter: identity(reporter).optional(),
      reportedParties: z.array(personRef).max(20),
      trackingCode: content(
        z.string().describe('Random; with the register number it lets the reporter in.'),
      ),
      boxOpeningId: uuid
        .describe('The opening of the kotak saran in which the slip lay.')
        .optional(),
      ticketId: uuid
        .describe('The waiting ticket with which the reporter came to the counter.')
        .optional(),
      sealed: z
        .enum(sealGrounds)
        .describe(
          'The complaint is about the Camat or graft: reserved to the Inspektorat from the start.',
        )
        .optional(),
      origin: content(
        text(500).describe('Address of the post on social media or other origin.'),
      ).optional(),
    }),
  ),
  RegisterNumberAssigned: defineEvent(
    'RegisterNumberAssigned',
    only,
    'The complaint got its number in the register of the kecamatan and year.',
    z.strictObject({
      n: z.number().int().min(1).describe('Place in the series.'),
      year: z
        .number()
        .int()
        .describe('Local year in which the number was given, and of the series.'),
      registerNumber: z.string().describe('As people read it, after the pattern of the kecamatan.'),
    }),
  ),
  InformationAdded: defineEvent(
    'InformationAdded',
    only,
    'The reporter added something to the complaint.',
    z.strictObject({ text: content(text(10_000)) }),
  ),
  ClarificationAnswered: defineEvent(
    'ClarificationAnswered',
    only,
    'The reporter answered a question of the Tim.',
    z.strictObject({ requestId: uuid, text: content(text(10_000)) }),
  ),
  WithdrawalRequested: defineEvent(
    'WithdrawalRequested',
    only,
    'The reporter asks to withdraw; the holder of the case decides.',
    z.strictObject({ requestId: uuid, reason: content(text(2_000)) }),
  ),
  ClarificationOpened: defineEvent(
    'ClarificationOpened',
    only,
    'Intake knows that the Tim asked a question, and accepts an answer to it.',
    z.strictObject({ requestId: uuid }),
  ),
  WithdrawalSettled: defineEvent(
    'WithdrawalSettled',
    only,
    'Intake knows what the holder decided on the request to withdraw.',
    z.strictObject({ requestId: uuid, accepted: z.boolean() }),
  ),
  SealNoted: defineEvent(
    'SealNoted',
    only,
    'Intake knows that the case is reserved to the Inspektorat, or (without a ground) no longer.',
    z.strictObject({ ground: z.enum(sealGrounds).optional() }),
  ),
  CaseEnded: defineEvent(
    'CaseEnded',
    ['intake', 'triage'],
    'The service knows that another one closed the case: nothing more can be added or linked.',
    z.strictObject({ outcome: z.enum(outcomes) }),
  ),
  ReporterCorrected: defineEvent(
    'ReporterCorrected',
    only,
    'Name or contact of the reporter was put right.',
    z.strictObject({ reporter: identity(reporter), replyBy: z.enum(replyBy) }),
  ),
  IdentityErased: defineEvent(
    'IdentityErased',
    only,
    'The reporter is forgotten: the identity key is destroyed (UU 27/2022), the case stays.',
    z.strictObject({
      ground: z.enum(['request', 'consent-withdrawn', 'retention-ended', 'unlawful']),
    }),
  ),
  PersonErased: defineEvent(
    'PersonErased',
    only,
    'Another person named in the case is forgotten.',
    z.strictObject({
      personId: uuid,
      ground: z.enum(['request', 'consent-withdrawn', 'retention-ended', 'unlawful']),
    }),
  ),
  FileAttached: defineEvent(
    'FileAttached',
    only,
    'A photo or PDF was attached to the complaint; its bytes are kept apart, encrypted with the content key.',
    z.strictObject({
      fileId: uuid,
      sha256: sha256.describe('Of the bytes that are kept: without metadata, turned upright.'),
      size: z.number().int().min(1).describe('Bytes.'),
      mediaType: z.enum(fileMediaTypes),
      purpose: z.enum(filePurposes),
      fromReporter: z.boolean().describe('Goes when the reporter is erased.'),
      name: content(text(200)).describe('As the sender called it, made harmless; for people only.'),
      thumbnail: z.boolean().describe('A small picture is kept too.'),
      width: z.number().int().min(1).optional(),
      height: z.number().int().min(1).optional(),
      pages: z.number().int().min(1).optional(),
    }),
  ),
  FileRemoved: defineEvent(
    'FileRemoved',
    only,
    'An attached file was taken away; its bytes are destroyed.',
    z.strictObject({ fileId: uuid, reason: z.enum(fileRemovalReasons) }),
  ),
  NumberAllocated: defineEvent(
    'NumberAllocated',
    ['intake', 'resolution'],
    'The next number of a gapless series was given away; number = revision + 1.',
    z.strictObject({
      holderId: z.string().describe('What bears the number: a complaint, or a document of one.'),
      complaintId: uuid,
    }),
  ),
};
