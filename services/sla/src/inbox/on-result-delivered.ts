import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '#libs/eventsourcing';
import { TimerKeeper } from '../timers/timer-keeper.js';

/** The silent close begins to run. */
@Controller()
export class OnResultDelivered {
  constructor(private readonly keeper: TimerKeeper) {}

  @EventPattern('resolution/ResultDelivered')
  delivered(@Payload() event: StoredEvent): Promise<void> {
    return this.keeper.take(event);
  }
}
