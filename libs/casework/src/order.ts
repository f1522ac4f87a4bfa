import type { Actor, CommandData, CommandType } from '#libs/contracts';
import type { OfficeCalendar, Procedure } from '#libs/procedure';

/** What every decider gets along with a command or a reaction. Times are UTC instants. */
export interface Occasion {
  complaintId: string;
  kecamatan: string;
  by: Actor;
  /** Now. */
  at: string;
  /** An id derived from the command's key: the same at every retry. */
  idFor: (label: string) => string;
  procedure: Procedure;
  calendar: OfficeCalendar;
}

/** A command as a decider sees it; `Extra` is what was looked up for it. */
export type Order<T extends CommandType, Extra extends object = object> = {
  type: T;
  data: CommandData<T>;
} & Occasion &
  Extra;

/** A reaction to something that happened elsewhere, as a decider sees it. */
export type Reaction<Type extends string, Extra extends object = object> = {
  type: Type;
} & Occasion &
  Extra;
