import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '#libs/eventsourcing';
import { occasionOf, ServiceKit } from '#libs/service';
import { factOf, note } from './facts.js';

/** The complaint has its number: the reporter is told that it is registered. */
@Controller()
export class OnRegisterNumberAssigned {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('intake/RegisterNumberAssigned')
  async handle(@Payload() event: StoredEvent): Promise<void> {
    await note(this.kit, event, {
      type: 'NoteNumber',
      ...occasionOf(this.kit, event),
      ...factOf(this.kit, event),
      registerNumber: String(event.data['registerNumber']),
    });
  }
}
