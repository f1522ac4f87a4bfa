import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceKit } from '#libs/service';
import { ViewRunner } from './runtime/view-runner.js';
import { ViewsQueries } from './views.queries.js';

@Module({ controllers: [ViewsQueries] })
export class ViewsModule {
  static with(kit: ServiceKit, runner: ViewRunner): DynamicModule {
    const providers = [
      { provide: ServiceKit, useValue: kit },
      { provide: ViewRunner, useValue: runner },
    ];
    return { module: ViewsModule, providers };
  }
}
