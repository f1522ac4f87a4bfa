import type { OfficeCalendar } from './calendar.js';
import type { Procedure } from './procedure.js';
import type { TimeZone } from './zone.js';

/** A kecamatan that takes part, with version 1 of its procedure and calendar. */
export interface EnabledKecamatan {
  code: string;
  name: string;
  enabled: true;
  procedure: Procedure;
  calendar: OfficeCalendar;
}

/** A kecamatan of the kabupaten as configured; one that does not take part has a name only. */
export type KecamatanSetup = EnabledKecamatan | { code: string; name: string; enabled: false };

/** The configuration of a kabupaten: what the YAML says, checked and complete. */
export interface Kabupaten {
  code: string;
  name: string;
  timeZone: TimeZone;
  kecamatan: KecamatanSetup[];
}
