/**
 * The three time zones of Indonesia (Keppres 41/1987) by their offsets from UTC, in hours. None has
 * daylight saving, so that an offset is enough; the specs hold it against the zone database of the platform.
 */
export const zoneOffsetHours = {
  'Asia/Jakarta': 7,
  'Asia/Makassar': 8,
  'Asia/Jayapura': 9,
} as const;

export type TimeZone = keyof typeof zoneOffsetHours;

export const timeZones = Object.keys(zoneOffsetHours) as [TimeZone, ...TimeZone[]];

/** What the clock on the wall is called: WIB, WITA or WIT. */
export const zoneAbbreviation: Record<TimeZone, 'WIB' | 'WITA' | 'WIT'> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};
