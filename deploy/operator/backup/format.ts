import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { services } from '#libs/contracts';
import type { NewEvent, StoredEvent } from '#libs/eventsourcing';
import { Refused } from '../command.js';

/** Raised when a backup cannot be read any more by the program before. */
export const formatVersion = 2;

/** What a backup has a sealed file for. */
export const parts = ['events', 'vault', 'files'] as const;
export type Part = (typeof parts)[number];

/** All streams of Aduan. */
export const allPrefixes: string[] = services.map((name) => `${name}-`);

const written = z.strictObject({
  file: z.string().regex(/^[\w.-]+$/),
  count: z.number().int().min(0),
  bytes: z.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Order-independent fingerprint of the content: see ContentSum. */
  sum: z.string().regex(/^[0-9a-f]{64}$/),
});

const manifestShape = z.strictObject({
  format: z.literal('aduan-backup'),
  version: z.number().int(),
  id: z.uuid(),
  createdAt: z.iso.datetime(),
  /** Everything up to this place in `$all` is in it, and nothing after. */
  position: z.string(),
  /** Which backup key opens it, and which master key opens the vault in it; fingerprints only. */
  backupKeyId: z.string(),
  masterKeyId: z.string(),
  events: written,
  vault: written,
  /** Not where files are in an S3-compatible server, nor in backups of format 1. */
  files: written.optional(),
});

/** What a backup says of itself, in the clear and without personal data. */
export type Manifest = z.infer<typeof manifestShape>;

/** First line of each sealed file: which backup it belongs to. */
export const headShape = z.strictObject({ backup: z.uuid(), part: z.enum(parts) });
/** Last line: what came before it. */
export const tailShape = z.strictObject({ end: z.number().int(), sum: z.string() });

const eventShape = z.strictObject({
  stream: z.string(),
  revision: z.string().regex(/^\d+$/),
  id: z.string(),
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
  metadata: z.record(z.string(), z.unknown()),
});

/** An event in a backup; its place in `$all` and the server's own time of storing are the new store's. */
export type EventRecord = z.infer<typeof eventShape>;

/** The record of an event. */
export const recordOf = ({
  streamId,
  revision,
  id,
  type,
  data,
  metadata,
}: StoredEvent): EventRecord => ({
  stream: streamId,
  revision: revision.toString(),
  id,
  type,
  data,
  metadata: { ...metadata },
});

/** Reads a record. Throws Refused. */
export const parseRecord = (line: string): EventRecord => {
  const read = eventShape.safeParse(JSON.parse(line));
  if (!read.success) throw new Refused('the backup holds something that is no event');
  return read.data;
};

/** The event to be stored for a record. */
export const eventOf = ({ id, type, data, metadata }: EventRecord): NewEvent => ({
  id,
  type,
  data,
  metadata: metadata as unknown as NewEvent['metadata'],
});

export const manifestName = 'manifest.json';

/** Reads the manifest of a backup folder. Throws Refused. */
export const readManifest = async (folder: string): Promise<Manifest> => {
  const file = join(folder, manifestName);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Refused(`${folder} is no complete backup: ${(error as Error).message}`);
  }
  const version = (value as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > formatVersion)
    throw new Refused(`${folder} was made by a newer Aduan (format ${version})`);
  const read = manifestShape.safeParse(value);
  if (!read.success) throw new Refused(`${file} is damaged`);
  return read.data;
};
