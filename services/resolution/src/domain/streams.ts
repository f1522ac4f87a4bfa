/** Stream of a case at steps 5 to 7. */
export const resolutionStream = (complaintId: string): string => `resolution-${complaintId}`;
/** Series of the numbers of Berita Acara and Jawaban of a kecamatan in a local year. */
export const documentSeries = (kecamatan: string, year: number): string =>
  `resolution-ba-${kecamatan}-${year}`;
/** Stream of the delegations of a kecamatan. */
export const delegationStream = (kecamatan: string): string => `resolution-delegation-${kecamatan}`;
