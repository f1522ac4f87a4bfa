import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { EventData } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { decideOn } from './reactions.js';

/** The reporter had until now to say something about the answer of a round. */
@Controller()
export class OnTimerFired {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('sla/TimerFired')
  async handle(@Payload() event: StoredEvent): Promise<void> {
    const { kind } = event.data as EventData<'TimerFired'>;
    if (kind !== 'silent-close') return;
    await decideOn(this.kit, event, (occasion) => ({
      type: 'SilentClose',
      ofRound: event.metadata.round,
      ...occasion,
    }));
  }
}
