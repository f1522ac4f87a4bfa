import type { ServiceKit } from '#libs/service';
import { erasedKeyOf, erasingTypes } from './erase.js';

/**
 * Notes in the journal every erasure of the past that it lacks: of another instance, or from before there was a journal.
 * Ends when all are noted or the signal aborts; what goes wrong is logged and mended at the next start.
 */
export const catchUpJournal = async (kit: ServiceKit, signal: AbortSignal): Promise<void> => {
  const { store, erasures, logger } = kit;
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const options = { after: 'start', prefixes: ['intake-'], types: erasingTypes } as const;
  try {
    const items = store.follow({ ...options, prefixes: [...options.prefixes], signal: either });
    for await (const item of items) {
      if (item.kind === 'caughtUp') break;
      if (item.kind !== 'event') continue;
      await erasures.note({ keyId: erasedKeyOf(item.event), event: item.event });
    }
  } catch (error) {
    logger.error({ err: error }, 'the erasure journal may lack erasures of the past');
  } finally {
    over.abort();
  }
};
