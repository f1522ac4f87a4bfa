import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { finishRegistration } from '../finishing/finish-registration.js';

/** Our own event: finishes what a crash left between recording and number. */
@Controller()
export class OnComplaintRegistered {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('intake/ComplaintRegistered')
  async handle(@Payload() event: StoredEvent): Promise<void> {
    await finishRegistration(this.kit, event);
  }
}
