import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceKit } from '#libs/service';
import { ResolutionCommands } from './commands/resolution.commands.js';
import { OnAnswerApproved } from './inbox/on-answer-approved.js';
import { OnCaseHandedOver } from './inbox/on-case-handed-over.js';
import { OnTimerFired } from './inbox/on-timer-fired.js';
import { OnWithdrawalForwarded } from './inbox/on-withdrawal-forwarded.js';

@Module({
  controllers: [
    ResolutionCommands,
    OnAnswerApproved,
    OnCaseHandedOver,
    OnTimerFired,
    OnWithdrawalForwarded,
  ],
})
export class ResolutionModule {
  static with(kit: ServiceKit): DynamicModule {
    return { module: ResolutionModule, providers: [{ provide: ServiceKit, useValue: kit }] };
  }
}
