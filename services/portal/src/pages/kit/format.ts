import { textsOf, type Language } from '../texts/index.js';

const locales: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };
const zoneNames: Record<string, string> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};

/** Dates, times and spans in words, in the zone of the kecamatan. */
export interface Format {
  /** Selasa, 24 November 2026 pukul 08.12 WITA */
  moment(iso: string): string;
  /** 24 Nov 2026 08.12 */
  short(iso: string): string;
  /** Selasa, 24 November 2026 */
  day(isoOrDate: string): string;
  /** 08.12 */
  clock(iso: string): string;
  /** `sisa 6 jam` or `lewat 2 hari`: to a moment from now. */
  untilNow(iso: string): { text: string; over: boolean };
  /** `3 jam lalu` */
  ago(iso: string): string;
  /** Value of an `<input type="datetime-local">`. */
  localInput(iso: string): string;
  /** The other way: what such an input holds as UTC; the text itself when it is no moment, which the contract then refuses. */
  fromLocalInput(local: string): string;
}

const spanOf = (ms: number, language: Language): string => {
  const { time } = textsOf(language).common;
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  if (minutes < 60) return time.minutes(minutes);
  if (minutes < 48 * 60) return time.hours(Math.floor(minutes / 60));
  return time.days(Math.floor(minutes / (24 * 60)));
};

const offsetMs = (zone: string, at: Date): number => {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(parts ?? '');
  if (!match) return 0;
  const ms = (Number(match[2]) * 60 + Number(match[3])) * 60_000;
  return match[1] === '-' ? -ms : ms;
};

/** Makes the words for a language and a zone; `now` is asked whenever a span is needed. */
export const formatOf = (language: Language, zone: string, now: () => Date): Format => {
  const locale = locales[language];
  const style = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, hourCycle: 'h23', ...options });
  const long = style({ dateStyle: 'full', timeStyle: 'short' });
  const short = style({
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  const day = style({ dateStyle: 'full' });
  const clock = style({ hour: '2-digit', minute: '2-digit' });
  const { time } = textsOf(language).common;
  const zoneName = zoneNames[zone] ?? zone;
  return {
    moment: (iso) => `${long.format(new Date(iso))} ${zoneName}`,
    short: (iso) => short.format(new Date(iso)),
    day: (text) => day.format(new Date(text.length === 10 ? `${text}T04:00:00Z` : text)),
    clock: (iso) => clock.format(new Date(iso)),
    untilNow: (iso) => {
      const ms = new Date(iso).getTime() - now().getTime();
      const span = spanOf(ms, language);
      return ms < 0
        ? { text: time.over(span), over: true }
        : { text: time.left(span), over: false };
    },
    ago: (iso) => {
      const ms = now().getTime() - new Date(iso).getTime();
      return ms < 60_000 ? time.now : time.ago(spanOf(ms, language));
    },
    localInput: (iso) => {
      const at = new Date(iso);
      return new Date(at.getTime() + offsetMs(zone, at)).toISOString().slice(0, 16);
    },
    fromLocalInput: (local) => {
      if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(local)) return local;
      const asUtc = new Date(`${local}Z`);
      if (Number.isNaN(asUtc.getTime())) return local;
      return new Date(asUtc.getTime() - offsetMs(zone, asUtc)).toISOString();
    },
  };
};
