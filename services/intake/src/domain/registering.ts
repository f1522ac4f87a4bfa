import { pastMoment } from '#libs/casework';
import {
  covers,
  DomainError,
  type CaseFacts,
  type Channel,
  type EventData,
  type Role,
} from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import { villageOf } from '#libs/procedure';
import { requireSlip } from './box.js';
import { replyByOf } from './contact.js';
import { requireRecent } from './recent.js';
import type { AssignNumber, RegisterComplaint } from './orders.js';
import type { Complaint, ComplaintEvent, RecordedComplaint } from './state.js';

const wrongField = (field: string, reason: string): DomainError =>
  new DomainError('invalid', {}, { fields: [{ field, reason }] });

/** Channels by role: the reporter writes on the web, the bridge brings what LAPOR has, the Petugas records by any channel. */
const mayUse = (role: Role, channel: Channel): boolean => {
  if (role === 'reporter') return channel === 'web';
  if (role === 'system') return channel === 'sp4n-lapor';
  return role === 'petugas';
};

const requireChannel = ({ by, data, procedure }: RegisterComplaint): void => {
  const { channel } = data;
  const offered = procedure.channels.some(({ id }) => id === channel);
  if (!offered || !mayUse(by.role, channel))
    throw new DomainError('channel-not-allowed', { channel }, { field: 'channel' });
};

const requirePlace = ({ by, kecamatan, data, procedure }: RegisterComplaint): void => {
  if (!covers(by, kecamatan)) throw new DomainError('other-kecamatan');
  if (data.kecamatan !== kecamatan) throw wrongField('kecamatan', 'not-the-kecamatan-addressed');
  const village = data.villageCode;
  if (village !== undefined && !villageOf(procedure, village))
    throw new DomainError('unknown-village', { village }, { field: 'villageCode' });
};

/** What belongs to one channel only. */
const requireOrigin = ({ data }: RegisterComplaint): void => {
  if (data.boxOpeningId !== undefined && data.channel !== 'suggestion-box')
    throw wrongField('boxOpeningId', 'only-for-suggestion-box');
  if (data.ticketId !== undefined && data.channel !== 'walk-in')
    throw wrongField('ticketId', 'only-for-walk-in');
};

/** When the office got it: as the Petugas says, when the box was opened, or now. A reporter on the web cannot choose. */
const receivedAtOf = ({ by, at, data, box }: RegisterComplaint): string => {
  if (by.role === 'reporter' && data.receivedAt !== undefined)
    throw wrongField('receivedAt', 'not-for-reporters');
  const said = data.receivedAt ?? (box?.status === 'opened' ? box.openedAt : undefined);
  const receivedAt = pastMoment(said, at, 'receivedAt', 'received-in-future');
  requireRecent(receivedAt, at, 'receivedAt');
  return receivedAt;
};

const optional = <K extends string, V>(name: K, value: V | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [N in K]?: V };

/** A reporter of whom nothing was told is none. */
const reporterOf = ({ reporter }: RegisterComplaint['data']) =>
  reporter && Object.values(reporter).some((value) => value !== undefined) ? reporter : undefined;

const registrationOf = (order: RegisterComplaint): EventData<'ComplaintRegistered'> => {
  const { data, idFor, trackingCode } = order;
  const reporter = reporterOf(data);
  return {
    caseType: data.caseType,
    channel: data.channel,
    receivedAt: receivedAtOf(order),
    ...optional('villageCode', data.villageCode),
    subject: data.subject,
    description: data.description,
    ...optional('place', data.place),
    anonymous: data.anonymous,
    confidential: data.confidential,
    replyBy: replyByOf(data.replyBy, data.channel, reporter ?? {}),
    language: data.language,
    ...optional('reporter', reporter),
    reportedParties: data.reportedParties.map((details, index) => ({
      personId: idFor(`reported-party-${index}`),
      details,
    })),
    trackingCode,
    ...optional('boxOpeningId', data.boxOpeningId),
    ...optional('ticketId', data.ticketId),
    ...optional('sealed', data.sealed),
    ...optional('origin', data.origin),
  };
};

/** Step 1: the complaint is recorded. Its number follows (see `assignNumber`). */
export const registerComplaint = (
  order: RegisterComplaint,
  state: Complaint,
): Decision<ComplaintEvent>[] => {
  requirePlace(order);
  requireChannel(order);
  requireOrigin(order);
  if (order.data.boxOpeningId !== undefined) requireSlip(order, order.box);
  if (state.status !== 'absent') throw new DomainError('already-done');
  const data = registrationOf(order);
  return [{ type: 'ComplaintRegistered', data, round: 1, step: 1 }];
};

const factsOf = (state: RecordedComplaint, registerNumber: string): CaseFacts => ({
  registerNumber,
  caseType: state.caseType,
  channel: state.channel,
  receivedAt: state.receivedAt,
  ...optional('villageCode', state.villageCode),
  anonymous: state.anonymous,
  confidential: state.confidential,
  ...optional('sealed', state.sealed),
  meetingHeld: false,
  shortWay: false,
});

/** The number in the register, and with it the hand-over to the review: once. */
export const assignNumber = (order: AssignNumber, state: Complaint): Decision<ComplaintEvent>[] => {
  if (state.status === 'absent') throw new DomainError('not-arrived');
  if (state.status !== 'unnumbered') return [];
  const { n, year, registerNumber } = order;
  const facts = factsOf(state, registerNumber);
  return [
    { type: 'RegisterNumberAssigned', data: { n, year, registerNumber }, round: 1, step: 1 },
    {
      type: 'CaseHandedOver',
      data: { from: 'intake', to: 'triage', toStep: 2, toRound: 1, facts },
      round: 1,
      step: 1,
    },
  ];
};
