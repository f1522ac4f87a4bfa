/** Stream of the timers that fired for a case. */
export const slaStream = (complaintId: string): string => `sla-${complaintId}`;
/** Stream of the published procedures of a kecamatan. */
export const procedureStream = (kecamatan: string): string => `sla-procedure-${kecamatan}`;
/** Stream of the published office calendars of a kecamatan. */
export const calendarStream = (kecamatan: string): string => `sla-calendar-${kecamatan}`;
