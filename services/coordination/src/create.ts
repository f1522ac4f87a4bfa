import { createService, type CreateService } from '#libs/service';
import { CoordinationModule } from './coordination.module.js';

/** Starts the service. Throws a clear error for settings that cannot be used. */
export const create: CreateService = (config, options) =>
  createService('coordination', CoordinationModule, config, options);
