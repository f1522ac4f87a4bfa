import { createService, type CreateService } from '#libs/service';
import { TriageModule } from './triage.module.js';

/** Starts the service. Throws a clear error for settings that cannot be used. */
export const create: CreateService = (config, options) =>
  createService('triage', TriageModule, config, options);
