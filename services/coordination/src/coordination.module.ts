import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceKit } from '#libs/service';
import { CoordinationCommands } from './commands/coordination.commands.js';
import { OnCaseHandedOver } from './inbox/on-case-handed-over.js';
import { OnTimerFired } from './inbox/on-timer-fired.js';
import { OnWithdrawalForwarded } from './inbox/on-withdrawal-forwarded.js';

@Module({
  controllers: [CoordinationCommands, OnCaseHandedOver, OnTimerFired, OnWithdrawalForwarded],
})
export class CoordinationModule {
  static with(kit: ServiceKit): DynamicModule {
    return { module: CoordinationModule, providers: [{ provide: ServiceKit, useValue: kit }] };
  }
}
