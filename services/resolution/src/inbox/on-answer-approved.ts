import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { finishDocument } from '../finishing/finish-document.js';

/** Our own event: finishes what a crash left between approval, number and document. */
@Controller()
export class OnAnswerApproved {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('resolution/AnswerApproved')
  async handle(@Payload() event: StoredEvent): Promise<void> {
    await finishDocument(this.kit, event);
  }
}
