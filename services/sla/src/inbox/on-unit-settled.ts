import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '#libs/eventsourcing';
import { TimerKeeper } from '../timers/timer-keeper.js';

/** A party concerned answered or need not answer any more. */
@Controller()
export class OnUnitSettled {
  constructor(private readonly keeper: TimerKeeper) {}

  @EventPattern('coordination/UnitAnswered')
  answered(@Payload() event: StoredEvent): Promise<void> {
    return this.keeper.take(event);
  }

  @EventPattern('coordination/ConsultationCancelled')
  cancelled(@Payload() event: StoredEvent): Promise<void> {
    return this.keeper.take(event);
  }

  @EventPattern('coordination/CoordinationConcluded')
  concluded(@Payload() event: StoredEvent): Promise<void> {
    return this.keeper.take(event);
  }
}
