import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '#libs/eventsourcing';
import { TimerKeeper } from '../timers/timer-keeper.js';

/** The time of a party concerned begins to run. */
@Controller()
export class OnUnitConsulted {
  constructor(private readonly keeper: TimerKeeper) {}

  @EventPattern('coordination/UnitConsulted')
  consulted(@Payload() event: StoredEvent): Promise<void> {
    return this.keeper.take(event);
  }
}
