import { createService, type CreateService } from '#libs/service';
import { IntakeModule } from './intake.module.js';

/** Starts the service. Throws a clear error for settings that cannot be used. */
export const create: CreateService = (config, options) =>
  createService('intake', IntakeModule, config, options);
