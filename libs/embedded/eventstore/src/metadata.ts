import { streamsPb } from './protocol.js';

/** Prefix of the stream that holds another stream's metadata. */
const META_PREFIX = '$$';

/** `$tb` of a soft deleted stream, as it is written: the largest int64, which JSON.parse would round. */
export const DELETED_METADATA = '{"$tb":9223372036854775807}';

/** What a stream's metadata says about its reading. Zero and nonsense count as absent, as on the real server. */
export interface StreamMetadata {
  softDeleted: boolean;
  truncateBefore: number;
  maxCount?: number | undefined;
  /** Milliseconds. */
  maxAge?: number | undefined;
}

export const metastreamOf = (stream: string): string => META_PREFIX + stream;

export const isMetastream = (stream: string): boolean => stream.startsWith(META_PREFIX);

/** The stream that a metastream describes. */
export const originalOf = (metastream: string): string => metastream.slice(META_PREFIX.length);

export const NO_METADATA: StreamMetadata = { softDeleted: false, truncateBefore: 0 };

/** A metastream shows its newest event only. */
export const METASTREAM_METADATA: StreamMetadata = { ...NO_METADATA, maxCount: 1 };

const positive = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;

function parseObject(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Reads the data of a `$metadata` event. Anything that is not a JSON object means no metadata. */
export function parseMetadata(json: string): StreamMetadata {
  const value = parseObject(json);
  if (!value) return NO_METADATA;
  const truncateBefore = positive(value.$tb) ?? 0;
  const maxAge = positive(value.$maxAge);
  return {
    softDeleted: truncateBefore >= Number.MAX_SAFE_INTEGER,
    truncateBefore,
    maxCount: positive(value.$maxCount),
    maxAge: maxAge === undefined ? undefined : maxAge * 1000,
  };
}

/** The metadata that revives a soft deleted stream: what was given, with `$tb` at the first revision to show. */
export function revivedMetadata(json: string, truncateBefore: number): string {
  return JSON.stringify({ ...parseObject(json), $tb: truncateBefore });
}

/** The data of a stored event as text. */
export const dataOf = (body: Buffer): string =>
  Buffer.from(
    streamsPb.ReadResp.ReadEvent.RecordedEvent.deserializeBinary(body).getData_asU8(),
  ).toString('utf8');
