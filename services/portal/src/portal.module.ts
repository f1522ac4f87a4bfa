import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceKit } from '#libs/service';
import { Bus } from './bus.js';
import { CaseDirectory } from './case-directory.js';
import { FilesController } from './files/files.controller.js';
import { Staging } from './files/staging.js';
import { Uploads } from './files/uploads.js';
import { AccountsController } from './http/accounts.controller.js';
import { Callers } from './http/caller.js';
import { CommandGate } from './http/command-gate.js';
import { CommandsController } from './http/commands.controller.js';
import { DeadLetterMetrics } from './http/dead-letter-metrics.js';
import { DocumentsController } from './http/documents.controller.js';
import { HttpMetrics } from './http/http-metrics.js';
import { QueriesController } from './http/queries.controller.js';
import { QueryGate } from './http/query-gate.js';
import { SessionsController } from './http/sessions.controller.js';
import { NEIGHBOURS, SystemController, type Neighbours } from './http/system.controller.js';
import { ViewsController } from './http/views.controller.js';
import { Accounts } from './sessions/accounts.js';
import { Sessions } from './sessions/sessions.js';
import { ESIGN, SigningDesk } from './signing/desk.js';
import { esignOf } from './signing/settings.js';
import { SignerNik } from './signing/signer-nik.js';
import { SigningController } from './signing/signing.controller.js';

/** On NATS the portal answers nothing; it only relays the events of its accounts. */
@Module({})
export class PortalModule {
  static with(kit: ServiceKit): DynamicModule {
    return { module: PortalModule, providers: [{ provide: ServiceKit, useValue: kit }] };
  }
}

/** The HTTP door. */
@Module({
  controllers: [
    DocumentsController,
    FilesController,
    QueriesController,
    ViewsController,
    AccountsController,
    SigningController,
    SessionsController,
    SystemController,
    CommandsController,
  ],
})
export class HttpModule {
  static with(kit: ServiceKit, sessions: Sessions, neighbours: Neighbours): DynamicModule {
    return {
      module: HttpModule,
      providers: [
        { provide: ServiceKit, useValue: kit },
        { provide: Sessions, useValue: sessions },
        { provide: Accounts, useValue: new Accounts(kit, sessions) },
        { provide: Bus, useValue: new Bus(kit) },
        { provide: CaseDirectory, useValue: new CaseDirectory(kit.store) },
        { provide: NEIGHBOURS, useValue: neighbours },
        Callers,
        { provide: ESIGN, useValue: esignOf(kit.config) },
        SigningDesk,
        SignerNik,
        CommandGate,
        QueryGate,
        Uploads,
        Staging,
        HttpMetrics,
        DeadLetterMetrics,
      ],
    };
  }
}
