import type { CaseOrder, Order, Reaction } from '#libs/casework';

export type CoordinationCommand =
  | Order<'ConsultUnit'>
  | Order<'RecordUnitAnswer'>
  | Order<'CancelConsultation'>
  | Order<'ConcludeCoordination'>
  | Order<'ScheduleMeeting'>
  | Order<'RescheduleMeeting'>
  | Order<'CancelMeeting'>
  | Order<'RecordMeeting'>
  | Order<'WaiveMeeting'>;

/** The time that a party concerned had for its answer is over; for the `occurrence`th time, from 1. */
export type RemindUnit = Reaction<'RemindUnit', { consultationId: string; occurrence: number }>;

/** Everything that coordination decides on. */
export type CoordinationOrder = CoordinationCommand | RemindUnit | CaseOrder;
