import { createService, type CreateService } from '#libs/service';
import { catchUpJournal } from './finishing/erasure-journal.js';
import { IntakeModule } from './intake.module.js';

/** Starts the service. Throws a clear error for settings that cannot be used. */
export const create: CreateService = async (config, options) => {
  const service = await createService('intake', IntakeModule, config, {
    ...options,
    beforeListen: ({ erasures }) => erasures.prepare(),
  });
  const { kit } = service;
  if (config.ADUAN_ERASURE_JOURNAL === undefined)
    kit.logger.warn('no ADUAN_ERASURE_JOURNAL: a restored backup may bring erased people back');
  const stop = new AbortController();
  const catchingUp = catchUpJournal(kit, stop.signal);
  const close = async (): Promise<void> => {
    stop.abort();
    await catchingUp;
    await service.close();
  };
  return { ...service, close };
};
