import type { CreateService, ServiceKit } from '#libs/service';
import { createService } from '#libs/service';
import { seed } from './seeds/seed.js';
import { slaParts, type SlaParts } from './sla-parts.js';
import { SlaModule } from './sla.module.js';

const countsOf = ({ clock }: SlaParts): Record<string, number> => {
  const { waiting, due, fired, failures, worstLagMs } = clock.report();
  return {
    aduan_timers_waiting: waiting,
    aduan_timers_due: due,
    aduan_timers_fired_total: fired,
    aduan_timer_failures_total: failures,
    aduan_timer_worst_lag_seconds: worstLagMs / 1000,
  };
};

/**
 * Starts the service: publishes what the kabupaten files seed, then keeps the timers. Throws ConfigurationError naming file,
 * line and reason when a file cannot be used.
 */
export const create: CreateService = async (config, options) => {
  let parts: SlaParts | undefined;
  const withParts = (kit: ServiceKit) => SlaModule.with(kit, (parts = slaParts(kit)));
  const service = await createService('sla', { with: withParts }, config, {
    ...options,
    beforeListen: (kit) => seed(kit, config.ADUAN_KABUPATEN),
  });
  const status: typeof service.status = () => ({
    ...service.status(),
    ...(parts ? { counts: countsOf(parts) } : {}),
  });
  return { ...service, status };
};
