import { createService, type CreateService } from '#libs/service';
import { NotificationModule } from './notification.module.js';

/** Starts the service. Throws a clear error for settings that cannot be used. */
export const create: CreateService = (config, options) =>
  createService('notification', NotificationModule, config, options);
