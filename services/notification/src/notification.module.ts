import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceKit } from '#libs/service';
import { NotificationCommands } from './commands/notification.commands.js';
import { OnAccountChanged } from './inbox/on-account-changed.js';
import { OnCaseClosed } from './inbox/on-case-closed.js';
import { OnCaseReopened } from './inbox/on-case-reopened.js';
import { OnCaseSealed } from './inbox/on-case-sealed.js';
import { OnClarificationRequested } from './inbox/on-clarification-requested.js';
import { OnComplaintReferred } from './inbox/on-complaint-referred.js';
import { OnComplaintRegistered } from './inbox/on-complaint-registered.js';
import { OnIdentityErased } from './inbox/on-identity-erased.js';
import { OnQueueEntered } from './inbox/on-queue-entered.js';
import { OnRegisterNumberAssigned } from './inbox/on-register-number-assigned.js';
import { OnReporterCorrected } from './inbox/on-reporter-corrected.js';
import { OnResultDelivered } from './inbox/on-result-delivered.js';
import { OnUnitReminded } from './inbox/on-unit-reminded.js';
import { OutboxConsumers } from './sending/outbox-consumers.js';
import { Sender, type SenderOptions } from './sending/sender.js';
import { configuredWays, type Ways } from './transports/configured.js';

@Module({
  controllers: [
    NotificationCommands,
    OnAccountChanged,
    OnCaseClosed,
    OnCaseReopened,
    OnCaseSealed,
    OnClarificationRequested,
    OnComplaintReferred,
    OnComplaintRegistered,
    OnIdentityErased,
    OnQueueEntered,
    OnRegisterNumberAssigned,
    OnReporterCorrected,
    OnResultDelivered,
    OnUnitReminded,
  ],
})
export class NotificationModule {
  /** Throws ConfigError when a way out is set up wrongly. `changes` are for tests. */
  static with(
    kit: ServiceKit,
    changes: Partial<SenderOptions & { ways: Ways }> = {},
  ): DynamicModule {
    const ways = changes.ways ?? configuredWays(kit.config, kit.logger, kit.now);
    const sender = new Sender(kit, ways, { recheckMs: changes.recheckMs ?? 30_000 });
    return {
      module: NotificationModule,
      providers: [
        { provide: ServiceKit, useValue: kit },
        { provide: OutboxConsumers, useValue: new OutboxConsumers(kit, sender) },
      ],
    };
  }
}
