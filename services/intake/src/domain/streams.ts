/** Stream of a complaint at intake. */
export const intakeStream = (complaintId: string): string => `intake-${complaintId}`;
/** Series of the register numbers of a kecamatan in a local year. */
export const registerSeries = (kecamatan: string, year: number): string =>
  `intake-register-${kecamatan}-${year}`;
/** Stream of one opening of the kotak saran. */
export const boxStream = (openingId: string): string => `intake-box-${openingId}`;
/** Stream of the waiting list of a kecamatan on a local date. */
export const queueStream = (kecamatan: string, date: string): string =>
  `intake-queue-${kecamatan}-${date}`;
