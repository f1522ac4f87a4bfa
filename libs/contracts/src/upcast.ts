import { eventContracts, type EventType } from './events/index.js';
import type { EventContract } from './event-contract.js';

/** Whether Aduan of this version knows the event; others pass through untouched. */
export const isKnownEvent = (type: string): type is EventType =>
  Object.hasOwn(eventContracts, type);

/** The contract of an event, or undefined for a type of another version of Aduan. */
export const contractOf = (type: string): EventContract | undefined =>
  isKnownEvent(type) ? eventContracts[type] : undefined;

/** An event was stored by a newer Aduan than this one: it must not be guessed at. */
export class UnknownEventVersion extends Error {
  override readonly name = 'UnknownEventVersion';

  constructor(type: string, version: number, known: number) {
    super(`${type} is stored in version ${version}, this Aduan knows ${known}: update it first`);
  }
}

/**
 * Brings stored data to the newest shape, version by version. Data of unknown types comes back as it is.
 * Throws `UnknownEventVersion` when the stored version is newer than this program.
 */
export const upcast = (
  type: string,
  version: number,
  data: Record<string, unknown>,
): Record<string, unknown> => {
  const contract = contractOf(type);
  if (!contract) return data;
  if (version > contract.version) throw new UnknownEventVersion(type, version, contract.version);
  let shaped = data;
  for (let from = version; from < contract.version; from += 1)
    shaped = contract.upcasters[from]?.(shaped) ?? shaped;
  return shaped;
};
