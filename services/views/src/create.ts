import { createService, type CreateService, type ServiceModule } from '#libs/service';
import { ViewRunner } from './runtime/view-runner.js';
import { ViewsModule } from './views.module.js';

/** Starts the service. Throws a clear error for settings that cannot be used. */
export const create: CreateService = async (config, options) => {
  let runner: ViewRunner | undefined;
  const module: ServiceModule = {
    with: (kit) => {
      runner = new ViewRunner(kit);
      return ViewsModule.with(kit, runner);
    },
  };
  const service = await createService('views', module, config, options);
  return {
    ...service,
    status: () => ({
      ...service.status(),
      ...(runner ? { counts: runner.counts(), series: runner.series() } : {}),
    }),
  };
};
