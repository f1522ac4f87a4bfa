import { DomainError, systemActor } from '#libs/contracts';
import type { Occasion } from '#libs/casework';
import {
  derivedId,
  handleCommand,
  type AnyEvent,
  type Decider,
  type Handled,
  type StoredEvent,
} from '#libs/eventsourcing';
import { RetryLater } from '#libs/messaging';
import type { ServiceKit } from './kit.js';
import type { Rules } from './reference-data.js';

const waits: string[] = ['not-arrived', 'unavailable', 'outcome-unknown'];

/** A refusal that only says that something has not come yet makes the event come again. */
const orLater = (event: StoredEvent, error: unknown): unknown =>
  error instanceof DomainError && waits.includes(error.code)
    ? new RetryLater(`${event.type} waits: ${error.code}`)
    : error;

const rulesFor = (kit: ServiceKit, event: StoredEvent, at: string): Rules => {
  try {
    return kit.reference.rules(event.metadata.kecamatan, at);
  } catch (error) {
    throw orLater(event, error);
  }
};

/**
 * What a reaction knows besides the event: the complaint (of the event, or another one that it touches), the kecamatan
 * and its rules, and ids derived from the event. Throws RetryLater while the rules are still being read.
 */
export const occasionOf = (
  kit: ServiceKit,
  event: StoredEvent,
  complaintId = event.metadata.complaintId ?? '',
): Occasion => {
  const at = kit.now().toISOString();
  const { kecamatan } = event.metadata;
  return {
    complaintId,
    kecamatan,
    by: systemActor(kit.name),
    at,
    idFor: (label) => derivedId('id', event.id, complaintId, label),
    ...rulesFor(kit, event, at),
  };
};

/**
 * Reacts to an event of another service (or our own) by a decision on one of our streams. The event's id is the command
 * key, so the same event again changes nothing. Throws RetryLater when the cause that it waits for has not come yet.
 */
export const react = async <State, Command, Event extends AnyEvent>(
  kit: ServiceKit,
  event: StoredEvent,
  reaction: {
    decider: Decider<State, Command, Event>;
    streamId: string;
    order: Command;
    complaintId?: string;
    ofKecamatan?: boolean;
  },
): Promise<Handled<State>> => {
  const { metadata } = event;
  const complaintId = reaction.complaintId ?? metadata.complaintId;
  try {
    return await handleCommand({
      store: kit.store,
      sealer: kit.sealer,
      now: kit.now,
      decider: reaction.decider,
      streamId: reaction.streamId,
      command: reaction.order,
      context: {
        kecamatan: metadata.kecamatan,
        ...(complaintId === undefined || reaction.ofKecamatan ? {} : { complaintId }),
        actor: systemActor(kit.name),
        commandKey: event.id,
        correlationId: metadata.correlationId,
        causationId: event.id,
        ...(metadata.traceparent === undefined ? {} : { traceparent: metadata.traceparent }),
      },
    });
  } catch (error) {
    throw orLater(event, error);
  }
};
