import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceKit } from '#libs/service';
import { IntakeCommands } from './commands/intake.commands.js';
import { OnCaseClosed } from './inbox/on-case-closed.js';
import { OnCaseSealed } from './inbox/on-case-sealed.js';
import { OnClarificationRequested } from './inbox/on-clarification-requested.js';
import { OnComplaintRegistered } from './inbox/on-complaint-registered.js';
import { OnErased } from './inbox/on-erased.js';
import { OnWithdrawalDecided } from './inbox/on-withdrawal-decided.js';

@Module({
  controllers: [
    IntakeCommands,
    OnCaseClosed,
    OnCaseSealed,
    OnClarificationRequested,
    OnComplaintRegistered,
    OnErased,
    OnWithdrawalDecided,
  ],
})
export class IntakeModule {
  static with(kit: ServiceKit): DynamicModule {
    return { module: IntakeModule, providers: [{ provide: ServiceKit, useValue: kit }] };
  }
}
