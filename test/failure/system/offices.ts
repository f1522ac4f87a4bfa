import type { ApiClient } from '../../../deploy/demo/api-client.js';
import type { Officers } from '../restart/flow.js';

const places = [
  ['waru', '64.09.02', '64.09.02.1003'],
  ['penajam', '64.09.01', '64.09.01.1001'],
] as const;

/** The officers of both demo kecamatan, each signed in. */
export const officesOf = (as: (login: string) => Promise<ApiClient>): Promise<Officers[]> =>
  Promise.all(
    places.map(async ([place, kecamatan, village]) => {
      const [petugas, tim] = await Promise.all([as(`petugas.${place}`), as(`tim.${place}`)]);
      const [kasi, camat] = await Promise.all([as(`kasi.${place}`), as(`camat.${place}`)]);
      return { kecamatan, village, petugas, tim, kasi, camat };
    }),
  );
