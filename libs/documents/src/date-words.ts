import { inWords } from './number-words.js';

const months = [
  'Januari',
  'Februari',
  'Maret',
  'April',
  'Mei',
  'Juni',
  'Juli',
  'Agustus',
  'September',
  'Oktober',
  'November',
  'Desember',
] as const;
const weekdays = ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'] as const;

interface Parts {
  day: number;
  month: string;
  year: number;
  weekday: string;
}

const partsOf = (date: string): Parts => {
  const at = new Date(`${date}T00:00:00.000Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(at.getTime()))
    throw new RangeError(`not a date: ${date.slice(0, 40)}`);
  // 30 February would become a day of March.
  if (!at.toISOString().startsWith(date)) throw new RangeError(`not a date: ${date}`);
  return {
    day: at.getUTCDate(),
    month: months[at.getUTCMonth()] ?? '',
    year: at.getUTCFullYear(),
    weekday: weekdays[at.getUTCDay()] ?? '',
  };
};

/**
 * A local date (`YYYY-MM-DD`) as letters have it: "24 November 2026".
 * @throws RangeError for what is not a date.
 */
export const longDate = (date: string): string => {
  const { day, month, year } = partsOf(date);
  return `${day} ${month} ${year}`;
};

/**
 * A local date in words, as a Berita Acara begins: "Selasa tanggal dua puluh empat bulan November tahun dua ribu dua
 * puluh enam".
 * @throws RangeError for what is not a date.
 */
export const dateInWords = (date: string): string => {
  const { day, month, year, weekday } = partsOf(date);
  return `${weekday} tanggal ${inWords(day)} bulan ${month} tahun ${inWords(year)}`;
};
