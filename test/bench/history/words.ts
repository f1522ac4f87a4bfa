import { createHash } from 'node:crypto';
import { scattered } from './kinds.js';

const things = [
  'Jalan',
  'Jembatan',
  'Lampu jalan',
  'Saluran air',
  'Pipa PDAM',
  'Tiang listrik',
  'Sampah',
  'Pasar',
  'Puskesmas',
  'Gorong-gorong',
  'Trotoar',
  'Irigasi',
];
const states = [
  'berlubang',
  'rusak',
  'padam',
  'tersumbat',
  'bocor',
  'miring',
  'menumpuk',
  'kotor',
  'retak',
  'ambles',
  'tertutup',
  'banjir',
];
const spots = [
  'depan pasar',
  'dekat sekolah',
  'samping masjid',
  'simpang tiga',
  'belakang kantor desa',
  'tepi sungai',
  'jalan poros',
  'gang mawar',
  'depan puskesmas',
  'dekat pelabuhan',
];
const first = [
  'Andi',
  'Budi',
  'Citra',
  'Dewi',
  'Eko',
  'Fitri',
  'Gilang',
  'Hasan',
  'Indah',
  'Joko',
  'Kartini',
  'Lestari',
  'Mulyono',
  'Nurul',
  'Rahmat',
  'Siti',
  'Taufik',
  'Wahyu',
];
const last = ['Contoh', 'Peraga', 'Umpama', 'Misal', 'Ibarat', 'Percobaan', 'Uji', 'Simulasi'];

const oneOf = (words: readonly string[], chance: number): string =>
  words[chance % words.length] ?? '';

/** The invented words of complaint `index`; always the same. The village has a running number, so that searches narrow. */
export const wordsOf = (index: number): { subject: string; description: string; name: string } => {
  const [a, b, c, d] = [1, 2, 3, 4].map((salt) => scattered(index * 7 + salt)) as [
    number,
    number,
    number,
    number,
  ];
  const subject = `${oneOf(things, a)} ${oneOf(states, b)} ${oneOf(spots, c)} RT ${d % 400}`;
  const description = `${subject}. Sudah ${(a % 20) + 2} hari, ${oneOf(states, c)} sejak hujan, warga ${oneOf(spots, d)} terganggu.`;
  return { subject, description, name: `${oneOf(first, b)} ${oneOf(last, d)} ${oneOf(first, c)}` };
};

const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The tracking code of complaint `index`: a resumed load must find the same one. */
export const trackingCodeOf = (index: number): string => {
  const bytes = createHash('sha256').update(`history|${index}`).digest();
  const signs = Array.from({ length: 11 }, (_, at) =>
    alphabet.charAt((bytes[at] ?? 0) % alphabet.length),
  );
  return [signs.slice(0, 4), signs.slice(4, 8), signs.slice(8)]
    .map((group) => group.join(''))
    .join('-');
};
