import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { EventData } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { decideOn } from './reactions.js';

/** A party concerned had until now to answer. */
@Controller()
export class OnTimerFired {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('sla/TimerFired')
  async handle(@Payload() event: StoredEvent): Promise<void> {
    const { kind, ref, occurrence } = event.data as EventData<'TimerFired'>;
    if (kind !== 'unit-reminder') return;
    await decideOn(this.kit, event, (occasion) => ({
      type: 'RemindUnit',
      consultationId: ref,
      occurrence,
      ...occasion,
    }));
  }
}
