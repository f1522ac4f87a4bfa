import type {
  photos as photosSource,
  privacy as privacySource,
  start as startSource,
  verify as verifySource,
} from '../id/reporter-public.js';

/** The first page, in English. */
export const start: typeof startSource = {
  title: 'Make your complaint',
  lead: 'Complaints, consultations, aspirations and requests for information to the office of the kecamatan.',
  office: 'Kecamatan',
  steps: (name: string): string => `Seven steps in Kecamatan ${name}`,
  total: (text: string): string => `${text} of office time in all, by the office's own procedure.`,
  channels: 'Ways to reach us',
};

/** Checking a document, in English. */
export const verify: typeof verifySource = {
  title: 'Check whether a document is genuine',
  holds: 'This document is valid',
  not: 'This document is not valid, or not yet',
  void: 'This document was voided',
  voidBody: 'Do not use it. Ask the office of the kecamatan for what replaced it.',
  unknown: 'There is no document with this code',
  unknownBody:
    'Look at the code on the document again. If you typed it correctly, the document is not of our office.',
  kind: 'Kind',
  kinds: { 'berita-acara': 'Berita Acara (official record)', jawaban: 'Jawaban (answer)' },
  number: 'Number',
  date: 'Date',
  office: 'Kecamatan',
  signer: 'Signer',
  signers: {
    camat: 'Camat',
    plh: 'Acting Camat (Plh.)',
    plt: 'Acting Camat (Plt.)',
    inspektorat: 'Inspektorat',
  },
  reporter: 'Complainant (masked)',
  state: 'State',
  states: {
    approved: 'Approved, not numbered yet',
    numbered: 'Numbered, not signed yet',
    rendered: 'Made, not signed yet',
    signed: 'Signed',
    stamped: 'Signed and stamped',
    void: 'Voided',
  },
  method: 'Way of signing',
  methods: { electronic: 'Electronic', paper: 'On paper' },
  sha256: 'SHA-256 of the document as made',
  signedSha256: 'SHA-256 of the signed file',
  compare:
    'To compare, compute the SHA-256 of your file (Windows: certutil -hashfile FILE SHA256; Linux: sha256sum FILE; macOS: shasum -a 256 FILE). If it equals one of those above, the file was not changed.',
};

/** What is kept of whom, in English. */
export const privacy: typeof privacySource = {
  title: 'Privacy',
  lead: 'Which data we keep, what for, how long, and your rights (Law 27/2022 on the protection of personal data, UU PDP).',
  parts: [
    {
      title: 'What is kept',
      items: [
        'Your report, the place, and the photos and files you send. Where a photo was taken is removed from it.',
        'Your name and contact, if you give them. You may report without a name.',
        'What officers did, when, and the answer.',
        'Cookies without which forms and tracking do not work. None for advertising or following you.',
      ],
    },
    {
      title: 'What for',
      items: [
        'To handle your report and to give you the answer.',
        'To measure how long the service takes and how good it is; those figures name nobody.',
      ],
    },
    {
      title: 'Who sees it',
      items: [
        'The officers of the kecamatan who handle your report. Reports about the Camat or graft are seen by the Inspektorat only.',
        'If you keep your name secret, neither the reported party nor the public learns it.',
        'Personal data and the content of reports are stored encrypted.',
      ],
    },
    {
      title: 'How long',
      items: [
        'What you wrote and did not send, photos too: 24 hours at most.',
        'The receipt with the tracking code: 15 minutes. Tracking in a browser: one hour.',
        'The report and its personal data: until erasure is asked for and granted, as far as the schedule of archives allows. A Berita Acara is a public archive.',
      ],
    },
    {
      title: 'Your rights',
      items: [
        'To know your data, get a copy, and have mistakes put right.',
        'To have processing limited, and to withdraw your consent.',
        'To have data erased: their key is destroyed, so that nobody can read them.',
        'To object, and to claim damages for violations under the law.',
      ],
    },
  ],
  whom: 'Whom to ask',
  whomBody:
    'Visit, call or write to the office of the kecamatan to which you reported. Give the register number; never send the tracking code.',
};

/** Photos and files of the report, in English. */
export const photos: typeof photosSource = {
  title: 'Photos and files',
  choose: 'Choose photos or files',
  hint: 'Photos (JPEG, PNG, WebP) or PDF, 5 at once, 10 MB each. Where a photo was taken is removed from it.',
  add: 'Upload',
  kept: 'Uploaded so far',
  remove: 'Remove',
  missed: 'Some photos are not attached yet. Your report is recorded all the same.',
  retry: 'Attach again',
  files: 'Files',
  download: (name: string): string => `Download ${name}`,
};
