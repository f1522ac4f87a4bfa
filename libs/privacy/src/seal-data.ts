import type { SealedPath } from '#libs/contracts';
import type { SealedValue } from '#libs/eventsourcing';
import { encrypt } from './cipher.js';
import { SealRefused } from './errors.js';
import { contentKeyId, identityKeyId, personKeyId } from './key-ids.js';
import type { KeySource } from './key-source.js';
import { placeOf } from './place.js';
import { claimsSealed } from './sealed-value.js';

export interface SealOptions {
  data: Record<string, unknown>;
  /** Where sealed values stand, as the contract of the event declares. */
  paths: readonly SealedPath[];
  complaintId: string;
  eventType: string;
  vault: KeySource;
}

type Fields = Record<string, unknown>;
/** One value to be sealed: its holder in the copy, its name there, its whole path and its key. */
interface Spot {
  holder: Fields;
  name: string;
  path: string[];
  keyId: string;
}

/** What would be stored: a copy, without `undefined`. */
const copied = (data: Fields): Fields => JSON.parse(JSON.stringify(data)) as Fields;

/** A plain object that poses as a sealed value would be taken for one when it is read. */
const refusePosing = (value: unknown): void => {
  if (claimsSealed(value)) throw new SealRefused('data outside sealed places holds a $sealed name');
  if (value !== null && typeof value === 'object') Object.values(value).forEach(refusePosing);
};

const keyIdFor = (declared: SealedPath, subject: string, holder: Fields): string => {
  switch (declared.key) {
    case 'identity':
      return identityKeyId(subject);
    case 'content':
      return contentKeyId(subject);
    case 'person':
      return personKeyId(subject, holder['personId']);
  }
};

/** The places of `declared` that hold a value. Where a union takes another shape there is none. */
const spotsOf = (root: Fields, declared: SealedPath, subject: string): Spot[] => {
  const walk = (holder: unknown, holding: Fields, rest: string[], path: string[]): Spot[] => {
    const [name, ...further] = rest;
    if (name === undefined || holder === null || typeof holder !== 'object') return [];
    if (name === '*') {
      if (!Array.isArray(holder)) return [];
      return holder.flatMap((_, index) => walk(holder, holding, [String(index), ...further], path));
    }
    const value = (holder as Fields)[name];
    if (!Object.hasOwn(holder, name) || value === undefined) return [];
    const near = Array.isArray(holder) ? holding : (holder as Fields);
    if (further.length > 0) return walk(value, near, further, [...path, name]);
    const keyId = keyIdFor(declared, subject, near);
    return [{ holder: holder as Fields, name, path: [...path, name], keyId }];
  };
  return walk(root, root, declared.path, []);
};

/** Outer places first: what lies inside one is sealed with it. */
const outermost = (spots: Spot[]): Spot[] => {
  const taken = new Set<string>();
  const inside = (path: string[]): boolean =>
    path.some((_, length) => taken.has(JSON.stringify(path.slice(0, length + 1))));
  return spots
    .sort((a, b) => a.path.length - b.path.length)
    .filter((spot) => {
      if (inside(spot.path)) return false;
      taken.add(JSON.stringify(spot.path));
      return true;
    });
};

/**
 * Seals the declared values of an event's data; keys that are missing are made and stored before it returns. Answers
 * a copy and the ids of the keys used. Throws SealRefused (a person without `personId`, or a plain object that poses as
 * a sealed value), KeyDestroyed, VaultUnavailable.
 */
export const sealData = async (
  options: SealOptions,
): Promise<{ data: Record<string, unknown>; keyIds: string[] }> => {
  const { complaintId, eventType, vault } = options;
  const data = copied(options.data);
  const spots = outermost(options.paths.flatMap((path) => spotsOf(data, path, complaintId)));
  const keyIds = [...new Set(spots.map((spot) => spot.keyId))];
  const plain = spots.map((spot) => JSON.stringify(spot.holder[spot.name]));
  for (const spot of spots) spot.holder[spot.name] = null;
  refusePosing(data);
  const keys = new Map(
    await Promise.all(keyIds.map(async (id) => [id, await vault.keyFor(id)] as const)),
  );
  spots.forEach((spot, index) => {
    const key = keys.get(spot.keyId);
    if (!key) throw new SealRefused(`no key ${spot.keyId}`);
    const place = placeOf(complaintId, eventType, spot.path);
    const v = encrypt(key, Buffer.from(plain[index] ?? 'null', 'utf8'), place);
    spot.holder[spot.name] = { $sealed: spot.keyId, v } satisfies SealedValue;
  });
  return { data, keyIds };
};
