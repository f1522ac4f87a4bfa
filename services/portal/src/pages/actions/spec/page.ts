import { readFileSync } from 'node:fs';
import { etagOf, noRevisions, type Actor, type ComplaintPage, type Role } from '#libs/contracts';
import { enabledKecamatan, parseKabupaten, type Procedure } from '#libs/procedure';
import { kabupatenFile } from '#libs/testing';

/** Tuesday, 10.00 WITA. */
export const at = '2026-11-24T02:00:00.000Z';
const waru = '64.09.02';

const found = enabledKecamatan(
  parseKabupaten(readFileSync(kabupatenFile, 'utf8'), kabupatenFile),
).find(({ code }) => code === waru);
if (!found) throw new Error('Waru takes no part');
/** The procedure of Waru as it is shipped. */
export const procedure: Procedure = found.procedure;

export const actorOf = (role: Role, id = `${role}-1`): Actor => ({
  id,
  role,
  kecamatan: ['inspektorat', 'admin'].includes(role) ? '*' : waru,
});

/** A complaint of Waru that lies before the Tim, with changes. */
export const pageOf = (changes: Partial<ComplaintPage> = {}): ComplaintPage => ({
  complaintId: '3f8d2a8e-4b1c-4a57-9d0c-2a6c0b6a9f11',
  kecamatan: waru,
  registerNumber: 'REG/0007/Kec.Waru/2026',
  caseType: 'complaint',
  channel: 'walk-in',
  receivedAt: '2026-11-23T01:00:00.000Z',
  recordedAt: '2026-11-23T01:00:00.000Z',
  status: 'in-review',
  step: 2,
  round: 1,
  holder: 'triage',
  arrivedAt: '2026-11-23T01:00:10.000Z',
  etag: etagOf(noRevisions),
  subject: 'Jalan berlubang',
  description: 'Jalan di depan pasar berlubang.',
  anonymous: false,
  confidential: false,
  reporter: { name: 'Pelapor Contoh', phone: '+6281234567890' },
  replyBy: 'phone',
  language: 'id',
  reportedParties: [{ personId: 'p-1', details: { name: 'Orang Lain' } }],
  inTransit: false,
  duplicates: [],
  visits: [],
  questions: [],
  information: [],
  files: [],
  consultations: [],
  conclusions: [],
  meetings: [],
  waivers: [],
  drafts: [],
  answeredAtOnce: [],
  documents: [],
  deliveries: [],
  satisfaction: [],
  messages: [],
  tasks: [],
  ...changes,
});

type Part<K extends 'consultations' | 'meetings' | 'drafts'> = ComplaintPage[K][number];

export const consultationOf = (changes: Partial<Part<'consultations'>>): Part<'consultations'> => ({
  consultationId: '0b1f3d9e-6a8a-4f4f-8a55-0e6a5a1d7c01',
  round: 1,
  unitId: 'pupr',
  state: 'open',
  question: 'Kapan diperbaiki?',
  askedAt: at,
  dueAt: at,
  reminders: 0,
  ...changes,
});

export const meetingOf = (changes: Partial<Part<'meetings'>>): Part<'meetings'> => ({
  meetingId: '5c7d1c52-52c6-4f0a-9a0d-7d3a5b1b9c02',
  round: 1,
  state: 'scheduled',
  at,
  place: 'Ruang rapat',
  ...changes,
});

export const draftOf = (changes: Partial<Part<'drafts'>>): Part<'drafts'> => ({
  draft: 1,
  round: 1,
  answer: 'Jalan akan diperbaiki.',
  writtenAt: at,
  writtenBy: 'kasi-1',
  ...changes,
});
