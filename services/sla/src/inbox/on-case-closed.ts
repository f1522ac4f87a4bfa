import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '#libs/eventsourcing';
import { TimerKeeper } from '../timers/timer-keeper.js';

/** Nothing of a case that ended comes due, whichever service held it. */
@Controller()
export class OnCaseClosed {
  constructor(private readonly keeper: TimerKeeper) {}

  @EventPattern('triage/CaseClosed')
  byTriage(@Payload() event: StoredEvent): Promise<void> {
    return this.keeper.take(event);
  }

  @EventPattern('coordination/CaseClosed')
  byCoordination(@Payload() event: StoredEvent): Promise<void> {
    return this.keeper.take(event);
  }

  @EventPattern('resolution/CaseClosed')
  byResolution(@Payload() event: StoredEvent): Promise<void> {
    return this.keeper.take(event);
  }
}
