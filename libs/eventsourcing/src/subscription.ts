import type { AllStreamSubscription } from '@eventstore/db-client';
import { StoreUnavailable } from './errors.js';
import { toStored } from './stored-event.js';
import type { FollowItem, Position } from './types.js';

interface Marker {
  /** How many events come before it. */
  after: number;
  item: FollowItem;
}

/**
 * One subscription as a sequence. The client tells checkpoints and caught-up when it receives them, ahead of events that
 * still wait in its buffer; here each is given out in its own place, for whoever stores a position that runs
 * ahead loses events. Throws what the client raised; ends when the signal aborts.
 */
export async function* openSubscription(
  open: (checkpointReached: (position: Position) => void) => AllStreamSubscription,
  signal: AbortSignal,
): AsyncGenerator<FollowItem> {
  const markers: Marker[] = [];
  let given = 0;
  let failure: unknown;
  let wake: () => void = () => undefined;
  const mark = (item: FollowItem): void => {
    markers.push({ after: given + stream.readableLength, item });
    wake();
  };
  const fail = (error: unknown): void => {
    failure ??= error;
    wake();
  };
  const stream = open((position) => mark({ kind: 'checkpoint', position }));
  const stirred = (): void => wake();
  stream.on('caughtUp', () => mark({ kind: 'caughtUp' }));
  stream.on('error', fail);
  stream.on('end', () => fail(new StoreUnavailable('subscription ended')));
  stream.on('close', () => fail(new StoreUnavailable('subscription closed')));
  stream.on('readable', stirred);
  signal.addEventListener('abort', stirred);
  try {
    while (!signal.aborted) {
      while (markers[0] && markers[0].after <= given) yield (markers.shift() as Marker).item;
      const asleep = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (signal.aborted) return;
      const resolved = stream.read() as { event?: Parameters<typeof toStored>[0] } | null;
      if (resolved?.event) {
        given += 1;
        yield { kind: 'event', event: toStored(resolved.event) };
      } else if (resolved) given += 1;
      else if (failure !== undefined) throw failure;
      else if (!markers[0] || markers[0].after > given) await asleep;
    }
  } finally {
    signal.removeEventListener('abort', stirred);
    stream.unsubscribe().catch(() => undefined);
    stream.destroy();
  }
}
