import { pastMoment, type Order, type Reaction } from '#libs/casework';
import { covers, DomainError, type EventOf } from '#libs/contracts';
import type { Decider, Decision, Recorded } from '#libs/eventsourcing';
import { requireRecent } from './recent.js';

/** An opening of the kotak saran, with the slips that were taken up as complaints: stream `intake-box-<opening>`. */
export type Box =
  | { status: 'absent' }
  | {
      status: 'opened';
      kecamatan: string;
      openedAt: string;
      slips: number;
      /** Complaints that a slip was counted for, and when. */
      recorded: ReadonlyMap<string, string>;
    };

export type BoxEvent = EventOf<'SuggestionBoxOpened' | 'SlipRecorded' | 'SlipReleased'>;

/** A slip is counted before its complaint is recorded, so that no two can take the last one. */
export type RecordSlip = Reaction<'RecordSlip'>;
/** Slips that were counted for complaints which were never recorded are free again. */
export type ReleaseSlips = Reaction<'ReleaseSlips', { complaintIds: readonly string[] }>;
export type BoxOrder = Order<'OpenSuggestionBox'> | RecordSlip | ReleaseSlips;

const evolve = (state: Box, event: Recorded<BoxEvent>): Box => {
  if (event.type === 'SuggestionBoxOpened') {
    const { openedAt, slips } = event.data;
    const { kecamatan } = event.metadata;
    return { status: 'opened', kecamatan, openedAt, slips, recorded: new Map() };
  }
  if (state.status === 'absent') return state;
  const recorded = new Map(state.recorded);
  if (event.type === 'SlipRecorded')
    recorded.set(event.data.complaintId, event.metadata.occurredAt);
  else recorded.delete(event.data.complaintId);
  return { ...state, recorded };
};

/**
 * The opening, if the complaint has a slip in it or one is left. Throws DomainError `not-found` for an opening that is not
 * there or belongs to another kecamatan, `box-full`.
 */
export const requireSlip = (
  order: { complaintId: string; kecamatan: string },
  box: Box | undefined,
): Extract<Box, { status: 'opened' }> => {
  if (box?.status !== 'opened' || box.kecamatan !== order.kecamatan)
    throw new DomainError('not-found', {}, { field: 'boxOpeningId' });
  if (!box.recorded.has(order.complaintId) && box.recorded.size >= box.slips)
    throw new DomainError('box-full', {}, { field: 'boxOpeningId' });
  return box;
};

const open = (order: Order<'OpenSuggestionBox'>, state: Box): Decision<BoxEvent>[] => {
  const { by, at, kecamatan, data, idFor } = order;
  if (by.role !== 'petugas') throw new DomainError('wrong-role', { role: by.role });
  if (!covers(by, kecamatan)) throw new DomainError('other-kecamatan');
  if (state.status !== 'absent') throw new DomainError('already-done');
  const openedAt = pastMoment(data.openedAt, at, 'openedAt');
  requireRecent(openedAt, at, 'openedAt');
  const witnesses = data.witnesses.map((details, index) => ({
    personId: idFor(`witness-${index}`),
    details,
  }));
  const { location, slips } = data;
  const opened = { openingId: idFor('box-opening'), openedAt, location, slips, witnesses };
  return [{ type: 'SuggestionBoxOpened', data: opened, round: 1, step: 1 }];
};

const recordSlip = (order: RecordSlip, state: Box): Decision<BoxEvent>[] => {
  const { complaintId } = order;
  if (requireSlip(order, state).recorded.has(complaintId)) return [];
  return [{ type: 'SlipRecorded', data: { complaintId }, round: 1, step: 1 }];
};

const release = (order: ReleaseSlips, state: Box): Decision<BoxEvent>[] =>
  state.status === 'absent'
    ? []
    : order.complaintIds
        .filter((complaintId) => state.recorded.has(complaintId))
        .map((complaintId) => ({
          type: 'SlipReleased',
          data: { complaintId },
          round: 1,
          step: 1,
        }));

/** The kotak saran: opened with a record, its slips counted. */
export const box: Decider<Box, BoxOrder, BoxEvent> = {
  initialState: () => ({ status: 'absent' }),
  evolve,
  decide: (order, state) => {
    switch (order.type) {
      case 'OpenSuggestionBox':
        return open(order, state);
      case 'RecordSlip':
        return recordSlip(order, state);
      case 'ReleaseSlips':
        return release(order, state);
    }
  },
};
