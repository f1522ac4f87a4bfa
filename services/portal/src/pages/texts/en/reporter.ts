import type { reporter as source } from '../id/reporter.js';

/** The same in English. */
export const reporter: typeof source = {
  start: {
    title: 'Make your complaint',
    lead: 'Complaints, consultations, aspirations and requests for information to the office of the kecamatan.',
  },
};
