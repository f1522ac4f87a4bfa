import type { EventData, EventOf, EventType, Step } from '#libs/contracts';
import { account, idFor } from './occasion.js';

/** Where in the procedure a fact stands, and who did it. */
interface Where {
  round?: number;
  at?: string;
  by?: { id: string; role: 'camat' | 'kasi' | 'inspektorat' | 'petugas' };
}

const fact = <T extends EventType>(type: T, step: Step, data: EventData<T>, where: Where) =>
  ({ type, data, round: where.round ?? 1, step, ...where }) as EventOf<T> & Where & { step: Step };

/** The document of most specs, its number and its hash. */
export const documentId = idFor('document');
export const documentNumber = '700.1.2.4/12/Kec.Waru/2026';
export const documentHash = 'd0'.repeat(32);
export const scanHash = '5c'.repeat(32);

/** Facts of steps 5 to 7, with the usual data. Step 6 is signed by the Camat of Waru. */
export const answerDrafted = (draft = 1, where: Where = {}) =>
  fact('AnswerDrafted', 5, { draft, answer: 'Lampu jalan diperbaiki minggu ini.' }, where);

export const settlementProcessed = (draft = 1, where: Where = {}) =>
  fact('SettlementProcessed', 5, { draft, settlement: 'Dinas sudah memasang lampu.' }, where);

export const answerReturned = (draft = 1, where: Where = {}) =>
  fact('AnswerReturned', 6, { draft, reason: 'Sebutkan tanggal perbaikan.' }, where);

export const answerApproved = (
  changes: Partial<EventData<'AnswerApproved'>> = {},
  where: Where = {},
) =>
  fact(
    'AnswerApproved',
    6,
    { draft: 1, signerKind: 'camat', documentId, documentKind: 'berita-acara', ...changes },
    { by: { id: account('camat').id, role: 'camat' }, ...where },
  );

export const documentNumbered = (
  changes: Partial<EventData<'BeritaAcaraNumbered'>> = {},
  where: Where = {},
) =>
  fact(
    'BeritaAcaraNumbered',
    6,
    { documentId, n: 12, year: 2026, number: documentNumber, ...changes },
    where,
  );

export const documentRendered = (
  changes: Partial<EventData<'BeritaAcaraRendered'>> = {},
  where: Where = {},
) =>
  fact(
    'BeritaAcaraRendered',
    6,
    {
      documentId,
      mediaType: 'application/json',
      sha256: documentHash,
      document: '{}',
      ...changes,
    },
    where,
  );

export const answerSigned = (changes: Partial<EventData<'AnswerSigned'>> = {}, where: Where = {}) =>
  fact(
    'AnswerSigned',
    6,
    {
      documentId,
      method: 'electronic',
      signedAt: '2026-11-24T00:10:00.000Z',
      signerKind: 'camat',
      signedSha256: changes.method === 'paper' ? scanHash : documentHash,
      ...changes,
    },
    where,
  );

export const answerStamped = (where: Where = {}) =>
  fact('AnswerStamped', 6, { documentId, stampedAt: '2026-11-24T00:12:00.000Z' }, where);

export const documentVoided = (number = documentNumber, where: Where = {}) =>
  fact('BeritaAcaraNumberVoided', 6, { documentId, number, reason: 'Salah ketik.' }, where);

export const resultDelivered = (where: Where = {}) =>
  fact(
    'ResultDelivered',
    7,
    {
      method: 'counter',
      deliveredAt: '2026-11-24T00:30:00.000Z',
      receivedBy: 'reporter',
      answer: 'Lampu jalan diperbaiki minggu ini.',
    },
    where,
  );

/** The case came from its meeting, and its answer was written and sent to the Camat. */
export const untilSubmitted = (where: Where = {}) => [
  answerDrafted(1, where),
  settlementProcessed(1, where),
];
/** … and approved, numbered and made. */
export const untilRendered = (where: Where = {}) => [
  ...untilSubmitted(where),
  answerApproved({}, where),
  documentNumbered({}, where),
  documentRendered({}, where),
];
/** … and signed electronically. */
export const untilSigned = (where: Where = {}) => [
  ...untilRendered(where),
  answerSigned({}, where),
];
/** … and given to the reporter. */
export const untilDelivered = (where: Where = {}) => [
  ...untilSigned(where),
  resultDelivered(where),
];
