import { createService, type CreateService } from '#libs/service';
import { ResolutionModule } from './resolution.module.js';

/** Starts the service. Throws a clear error for settings that cannot be used. */
export const create: CreateService = (config, options) =>
  createService('resolution', ResolutionModule, config, options);
