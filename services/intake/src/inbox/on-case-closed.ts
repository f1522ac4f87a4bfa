import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { EventData } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { decideOn } from './reactions.js';

/** The case ended, with whoever held it: nothing more is taken from the reporter. */
@Controller()
export class OnCaseClosed {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('triage/CaseClosed')
  byTriage(@Payload() event: StoredEvent): Promise<void> {
    return this.end(event);
  }

  @EventPattern('coordination/CaseClosed')
  byCoordination(@Payload() event: StoredEvent): Promise<void> {
    return this.end(event);
  }

  @EventPattern('resolution/CaseClosed')
  byResolution(@Payload() event: StoredEvent): Promise<void> {
    return this.end(event);
  }

  private end(event: StoredEvent): Promise<void> {
    const { outcome } = event.data as EventData<'CaseClosed'>;
    return decideOn(this.kit, event, (occasion) => ({ type: 'EndCase', outcome, ...occasion }));
  }
}
