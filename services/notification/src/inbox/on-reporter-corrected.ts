import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '#libs/eventsourcing';
import { occasionOf, ServiceKit } from '#libs/service';
import { note, openedData } from './facts.js';

/** The reporter is reached in another way from now on. */
@Controller()
export class OnReporterCorrected {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('intake/ReporterCorrected')
  async handle(@Payload() event: StoredEvent): Promise<void> {
    const data = await openedData<'ReporterCorrected'>(this.kit, event);
    await note(this.kit, event, {
      type: 'CorrectRecipient',
      ...occasionOf(this.kit, event),
      ...(data.reporter === undefined ? {} : { contact: data.reporter }),
      replyBy: data.replyBy ?? 'none',
    });
  }
}
