import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '#libs/eventsourcing';
import { occasionOf, ServiceKit } from '#libs/service';
import { note, openedData } from './facts.js';

/** Notes how the reporter is reached; contact and tracking code are sealed again with the keys of the case. */
@Controller()
export class OnComplaintRegistered {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('intake/ComplaintRegistered')
  async handle(@Payload() event: StoredEvent): Promise<void> {
    const data = await openedData<'ComplaintRegistered'>(this.kit, event);
    const { reporter: contact, trackingCode } = data;
    await note(this.kit, event, {
      type: 'NoteRecipient',
      ...occasionOf(this.kit, event),
      ...(contact === undefined ? {} : { contact }),
      ...(trackingCode === undefined ? {} : { trackingCode }),
      replyBy: data.replyBy ?? 'none',
      language: data.language ?? 'id',
      sealed: data.sealed !== undefined,
    });
  }
}
