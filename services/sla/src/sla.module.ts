import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceKit } from '#libs/service';
import { OnCaseClosed } from './inbox/on-case-closed.js';
import { OnReporterSpoke } from './inbox/on-reporter-spoke.js';
import { OnResultDelivered } from './inbox/on-result-delivered.js';
import { OnUnitConsulted } from './inbox/on-unit-consulted.js';
import { OnUnitSettled } from './inbox/on-unit-settled.js';
import { KecamatanList } from './seeds/kecamatan-list.js';
import { readKecamatan } from './seeds/kabupaten-files.js';
import { slaParts, type SlaParts } from './sla-parts.js';
import { TimerBackground } from './timers/background.js';
import { TimerKeeper } from './timers/timer-keeper.js';

@Module({
  controllers: [OnCaseClosed, OnReporterSpoke, OnResultDelivered, OnUnitConsulted, OnUnitSettled],
})
export class SlaModule {
  static with(kit: ServiceKit, parts: SlaParts = slaParts(kit)): DynamicModule {
    const { timers, keeper, clock } = parts;
    const seeded = async (): Promise<string[]> =>
      (await readKecamatan(kit.config.ADUAN_KABUPATEN)).map(({ code }) => code);
    return {
      module: SlaModule,
      providers: [
        { provide: ServiceKit, useValue: kit },
        { provide: TimerKeeper, useValue: keeper },
        { provide: TimerBackground, useValue: new TimerBackground(timers, clock) },
        { provide: KecamatanList, useValue: new KecamatanList(kit, seeded) },
      ],
    };
  }
}
