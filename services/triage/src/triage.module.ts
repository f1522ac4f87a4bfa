import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceKit } from '#libs/service';
import { TriageCommands } from './commands/triage.commands.js';
import { OnCaseClosed } from './inbox/on-case-closed.js';
import { OnCaseHandedOver } from './inbox/on-case-handed-over.js';
import { OnCaseSealed } from './inbox/on-case-sealed.js';
import { OnClarificationAnswered } from './inbox/on-clarification-answered.js';
import { OnLinkChanged } from './inbox/on-link-changed.js';
import { OnWithdrawal } from './inbox/on-withdrawal.js';

@Module({
  controllers: [
    TriageCommands,
    OnCaseClosed,
    OnCaseHandedOver,
    OnCaseSealed,
    OnClarificationAnswered,
    OnLinkChanged,
    OnWithdrawal,
  ],
})
export class TriageModule {
  static with(kit: ServiceKit): DynamicModule {
    return { module: TriageModule, providers: [{ provide: ServiceKit, useValue: kit }] };
  }
}
