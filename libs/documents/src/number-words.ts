const units = [
  'nol',
  'satu',
  'dua',
  'tiga',
  'empat',
  'lima',
  'enam',
  'tujuh',
  'delapan',
  'sembilan',
  'sepuluh',
  'sebelas',
] as const;

/** Scales above a thousand, greatest first. */
const scales = [
  [1_000_000_000, 'miliar'],
  [1_000_000, 'juta'],
] as const;

/** The greatest number that is written in words. */
export const greatestInWords = 999_999_999_999;

const joined = (head: string, rest: number): string =>
  rest === 0 ? head : `${head} ${words(rest)}`;

const belowThousand = (n: number): string => {
  if (n < 12) return units[n] ?? '';
  if (n < 20) return `${units[n - 10] ?? ''} belas`;
  if (n < 100) return joined(`${units[Math.floor(n / 10)] ?? ''} puluh`, n % 10);
  if (n < 200) return joined('seratus', n - 100);
  return joined(`${units[Math.floor(n / 100)] ?? ''} ratus`, n % 100);
};

const words = (n: number): string => {
  if (n < 1_000) return belowThousand(n);
  const scale = scales.find(([value]) => n >= value);
  if (scale) {
    const [value, name] = scale;
    return joined(`${words(Math.floor(n / value))} ${name}`, n % value);
  }
  if (n < 2_000) return joined('seribu', n - 1_000);
  return joined(`${words(Math.floor(n / 1_000))} ribu`, n % 1_000);
};

/**
 * A number in Indonesian words, lower case: 2026 is "dua ribu dua puluh enam".
 * @throws RangeError for what is not a whole number from 0 to 999,999,999,999.
 */
export const inWords = (n: number): string => {
  if (!Number.isInteger(n) || n < 0 || n > greatestInWords)
    throw new RangeError(`not written in words: ${n}`);
  return words(n);
};
