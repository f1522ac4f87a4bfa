import readExif from 'exif-reader';

/** Where a photo was taken, in degrees (WGS 84). */
export interface Location {
  latitude: number;
  longitude: number;
}

const degrees = (parts: unknown, negative: boolean): number | undefined => {
  if (!Array.isArray(parts) || parts.length !== 3) return undefined;
  const [d, m, s] = parts.map(Number) as [number, number, number];
  const value = d + m / 60 + s / 3_600;
  return Number.isFinite(value) ? Number((negative ? -value : value).toFixed(6)) : undefined;
};

/** The place in a photo's EXIF data; undefined where there is none, or none that can be on earth. */
export const locationOf = (exif: Buffer | undefined): Location | undefined => {
  if (!exif) return undefined;
  try {
    const gps = readExif(exif).GPSInfo;
    const latitude = degrees(gps?.GPSLatitude, gps?.GPSLatitudeRef === 'S');
    const longitude = degrees(gps?.GPSLongitude, gps?.GPSLongitudeRef === 'W');
    if (latitude === undefined || longitude === undefined) return undefined;
    const possible = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    // Cameras without a fix write zeros.
    return possible && (latitude !== 0 || longitude !== 0) ? { latitude, longitude } : undefined;
  } catch {
    return undefined;
  }
};
