import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { openedData, tellOf } from './facts.js';

/** The complaint belongs to another authority: the reporter is told which, and that the case ends here. */
@Controller()
export class OnComplaintReferred {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('triage/ComplaintReferred')
  async handle(@Payload() event: StoredEvent): Promise<void> {
    const { destination } = await openedData<'ComplaintReferred'>(this.kit, event);
    await tellOf(this.kit, event, {
      reporter: {
        purpose: 'closed',
        about: { outcome: 'referred' },
        ...(destination === undefined ? {} : { text: destination }),
      },
    });
  }
}
