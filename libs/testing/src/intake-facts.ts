import type { EventData, EventOf } from '#libs/contracts';

/** A complaint was recorded at the counter of Waru, with changes; it matches `caseFactsOf`. */
export const complaintRegistered = (
  changes: Partial<EventData<'ComplaintRegistered'>> = {},
): EventOf<'ComplaintRegistered'> & { step: 1 } => ({
  type: 'ComplaintRegistered',
  data: {
    caseType: 'complaint',
    channel: 'walk-in',
    receivedAt: '2026-11-23T01:00:00.000Z',
    villageCode: '64.09.02.1003',
    subject: 'Lampu jalan padam',
    description: 'Lampu jalan di depan SDN 003 padam sejak minggu lalu.',
    anonymous: false,
    confidential: false,
    replyBy: 'counter',
    language: 'id',
    reporter: { name: 'Siti Aminah' },
    reportedParties: [],
    trackingCode: 'K7QM-3XRT-9WZ',
    ...changes,
  },
  step: 1,
});
