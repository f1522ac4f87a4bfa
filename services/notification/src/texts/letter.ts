import type { Bilingual } from '#libs/procedure';
import type { MessageAbout, MessagePurpose } from '../domain/state.js';

export type Language = 'id' | 'en';

/** What a message may say. No name of anybody is among it. */
export interface LetterFacts {
  purpose: MessagePurpose;
  registerNumber: string;
  kecamatan: string;
  kabupaten: string;
  /** In messages to the reporter only. */
  trackingCode?: string | undefined;
  /** A question, an answer, or where the complaint was sent. */
  text?: string | undefined;
  about?: MessageAbout | undefined;
  step?: { number: number; name: Bilingual } | undefined;
  unitName?: string | undefined;
  /** Working days after which an answered case is closed when the reporter says nothing. */
  silentCloseDays: number;
  freeOfCharge: boolean;
  /** Where people reach Aduan. */
  publicUrl?: string | undefined;
}

/** Subject and paragraphs of a message, before greeting and footer. */
export interface Wording {
  subject: string;
  paragraphs: (string | undefined)[];
}

/** All wording of one language. */
export interface Dictionary {
  toReporter: string;
  toOfficer: string;
  footer: (facts: LetterFacts) => string;
  messages: Record<MessagePurpose, (facts: LetterFacts) => Wording>;
}

/** A finished message in plain text. */
export interface Letter {
  subject: string;
  body: string;
}

/** A local date in words, e.g. 8 Desember 2026. */
export const inWords = (date: string, language: Language): string =>
  new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));

const longestSubject = 200;

/** Text on one line, so that it can stand in a header. */
export const onOneLine = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, longestSubject);
