import { createService, type CreateService } from '#libs/service';
import { ViewsModule } from './views.module.js';

/** Starts the service. Throws a clear error for settings that cannot be used. */
export const create: CreateService = (config, options) =>
  createService('views', ViewsModule, config, options);
