import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '#libs/eventsourcing';
import { occasionOf, ServiceKit } from '#libs/service';
import { note } from './facts.js';

/** The reporter is forgotten: nothing is sent to him any more. */
@Controller()
export class OnIdentityErased {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('intake/IdentityErased')
  async handle(@Payload() event: StoredEvent): Promise<void> {
    await note(this.kit, event, { type: 'ForgetRecipient', ...occasionOf(this.kit, event) });
  }
}
