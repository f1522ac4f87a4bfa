import type { EventData, EventType } from '#libs/contracts';

/** An event of any service about the case, in the clear where it has to be. What was erased is `{ erased: true }`. */
export type Told = {
  [T in EventType]: {
    type: T;
    data: EventData<T>;
    metadata: { occurredAt: string; round: number; step: number };
  };
}[EventType];

/** Something that was done; `unitId` is the party that it was done with. */
export interface Done {
  at: string;
  what: DoneKind;
  step: number;
  round: number;
  unitId?: string;
}

/** Kinds of things that a document tells of. */
export type DoneKind =
  | 'registered'
  | 'clarification-asked'
  | 'clarification-given'
  | 'classified'
  | 'unit-asked'
  | 'unit-answered'
  | 'coordinated'
  | 'met'
  | 'meeting-waived'
  | 'settled'
  | 'approved'
  | 'reopened';

export interface HeldMeeting {
  from: string;
  to: string;
  round: number;
  place?: string;
  attendants: { position?: string; institution?: string }[];
  discussion?: string;
  decisions: { text: string; unitId?: string; due?: string }[];
}

/** What a document tells of its case beyond answer and settlement. */
export interface CaseFile {
  subject?: string;
  /** Left out once he is forgotten. */
  reporterName?: string;
  done: Done[];
  meetings: HeldMeeting[];
}

// Values of erased keys stand where the contract has a text or a record.
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;
const fieldOf = (value: unknown, name: string): string | undefined =>
  typeof value === 'object' && value !== null
    ? textOf((value as Record<string, unknown>)[name])
    : undefined;
const present = <T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;

const kinds: Partial<Record<EventType, DoneKind>> = {
  ClarificationRequested: 'clarification-asked',
  ClarificationAnswered: 'clarification-given',
  ComplaintClassified: 'classified',
  CoordinationConcluded: 'coordinated',
  MeetingWaived: 'meeting-waived',
  SettlementProcessed: 'settled',
  AnswerApproved: 'approved',
  CaseReopened: 'reopened',
};

const doneBy = ({ type, data, metadata }: Told): Done | undefined => {
  const { occurredAt, round, step } = metadata;
  const one = (what: DoneKind, at = occurredAt, more: { unitId?: string } = {}): Done => ({
    at,
    what,
    step,
    round,
    ...more,
  });
  if (type === 'ComplaintRegistered') return one('registered', data.receivedAt);
  if (type === 'UnitConsulted') return one('unit-asked', occurredAt, { unitId: data.unitId });
  if (type === 'UnitAnswered')
    return one('unit-answered', data.answeredAt, { unitId: data.unitId });
  if (type === 'MeetingHeld') return one('met', data.from);
  const what = kinds[type];
  return what && one(what);
};

const meetingOf = (
  { data, metadata }: Extract<Told, { type: 'MeetingHeld' }>,
  places: ReadonlyMap<string, string>,
): HeldMeeting => ({
  from: data.from,
  to: data.to,
  round: metadata.round,
  attendants: data.attendance
    .filter((each) => each.present)
    .map(({ details }) =>
      present({
        position: fieldOf(details, 'position'),
        institution: fieldOf(details, 'institution'),
      }),
    ),
  ...present({ place: places.get(data.meetingId), discussion: textOf(data.discussion) }),
  decisions: data.decisions.flatMap(({ text, unitId, due }) =>
    typeof text === 'string' ? [{ text, ...present({ unitId, due }) }] : [],
  ),
});

/** Folds the events of a case, in the order in which they happened. */
export const caseFileOf = (events: readonly Told[]): CaseFile => {
  const file: CaseFile = { done: [], meetings: [] };
  const places = new Map<string, string>();
  for (const event of events) {
    const done = doneBy(event);
    if (done) file.done.push(done);
    if (event.type === 'ComplaintRegistered') {
      const subject = textOf(event.data.subject);
      if (subject !== undefined) file.subject = subject;
    }
    if (event.type === 'ComplaintRegistered' || event.type === 'ReporterCorrected') {
      const name = fieldOf(event.data.reporter, 'name');
      if (name === undefined) delete file.reporterName;
      else file.reporterName = name;
    }
    if (event.type === 'IdentityErased') delete file.reporterName;
    if (event.type === 'MeetingScheduled') {
      const place = textOf(event.data.place);
      if (place !== undefined) places.set(event.data.meetingId, place);
    }
    if (event.type === 'MeetingHeld') file.meetings.push(meetingOf(event, places));
  }
  return file;
};
