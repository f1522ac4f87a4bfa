import type { ComplaintPage } from '#libs/contracts';
import { added, patched } from '../shared/lists.js';
import type { Opened, Table } from '../shared/opened.js';
import { most, type ComplaintDocument } from './document.js';
import type { Change } from './intake-events.js';

type Meeting = ComplaintPage['meetings'][number];

const noted = (meetings: Meeting[], meeting: Meeting): Meeting[] =>
  meetings.some(({ meetingId }) => meetingId === meeting.meetingId)
    ? patched(meetings, ({ meetingId }) => meetingId === meeting.meetingId, meeting)
    : added(meetings, meeting, most.meetings);

const held = ({ data, metadata }: Opened<'MeetingHeld'>): Meeting => {
  const { meetingId, from, to, attendance, discussion, decisions, outcome } = data;
  return {
    meetingId,
    round: metadata.round,
    state: 'held',
    from,
    to,
    attendance,
    discussion,
    decisions,
    outcome,
  };
};

/** Events of a complaint in coordination that concern the meeting. */
export const meetingTable: Table<ComplaintDocument, Change> = {
  MeetingScheduled: ({ meetings }, { data, metadata }) => ({
    meetings: noted(meetings, { ...data, round: metadata.round, state: 'scheduled' }),
  }),
  MeetingRescheduled: ({ meetings }, { data }) => ({
    meetings: patched(meetings, ({ meetingId }) => meetingId === data.meetingId, {
      state: 'scheduled',
      at: data.at,
      reason: data.reason,
    }),
  }),
  MeetingCancelled: ({ meetings }, { data }) => ({
    meetings: patched(meetings, ({ meetingId }) => meetingId === data.meetingId, {
      state: 'cancelled',
      reason: data.reason,
    }),
  }),
  MeetingHeld: ({ meetings }, event) => ({ meetings: noted(meetings, held(event)) }),
  MeetingWaived: ({ waivers }, { data, metadata }) => ({
    waivers: added(
      waivers,
      { round: metadata.round, reason: data.reason, waivedAt: metadata.occurredAt },
      most.others,
    ),
  }),
};
