/** Texts of the complainant's pages, in Bahasa Indonesia. */
export const reporter = {
  start: {
    title: 'Sampaikan pengaduan Anda',
    lead: 'Pengaduan, konsultasi, aspirasi dan permintaan informasi kepada kantor kecamatan.',
  },
};
