import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { openedData, tellOf } from './facts.js';

/** The answer was given: the reporter gets it in his own way too, unless he has it from an officer already. */
@Controller()
export class OnResultDelivered {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('resolution/ResultDelivered')
  async handle(@Payload() event: StoredEvent): Promise<void> {
    const { answer, receivedBy } = await openedData<'ResultDelivered'>(this.kit, event);
    await tellOf(this.kit, event, {
      reporter: {
        purpose: 'answer',
        ...(answer === undefined ? {} : { text: answer }),
        handedOver: receivedBy !== 'public',
      },
    });
  }
}
