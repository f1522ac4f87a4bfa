import { systemActor } from '#libs/contracts';
import { derivedId, handleCommand, type StoredEvent } from '#libs/eventsourcing';
import type { ServiceKit } from '#libs/service';
import { firingDecider } from '../domain/firing.js';
import { slaStream } from '../domain/streams.js';
import type { Timer } from '../domain/timer.js';

/**
 * Stores that a timer fired, once for each occurrence: a second call finds the first. The event, or undefined where it fired
 * already in another way. Throws StoreUnavailable, OutcomeUnknown, DomainError.
 */
export const fire = async (
  kit: Pick<ServiceKit, 'store' | 'sealer' | 'now' | 'reference'>,
  timer: Timer,
): Promise<StoredEvent | undefined> => {
  const { timerId, complaintId, kecamatan, correlationId, causationId, ...rest } = timer;
  const { procedure, calendar } = kit.reference.rules(kecamatan, kit.now().toISOString());
  const handled = await handleCommand({
    store: kit.store,
    sealer: kit.sealer,
    now: kit.now,
    decider: firingDecider,
    streamId: slaStream(complaintId),
    command: { type: 'FireTimer', timerId, ...rest },
    context: {
      kecamatan,
      complaintId,
      actor: systemActor('sla'),
      commandKey: derivedId('timer-fired', timerId, String(timer.occurrence)),
      correlationId,
      causationId,
      procedureVersion: procedure.version,
      calendarVersion: calendar.version,
    },
  });
  return handled.events[0];
};
