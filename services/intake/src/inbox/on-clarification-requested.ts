import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { EventData } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { decideOn } from './reactions.js';

/** The Tim asks the reporter: from now on an answer is taken. */
@Controller()
export class OnClarificationRequested {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('triage/ClarificationRequested')
  async handle(@Payload() event: StoredEvent): Promise<void> {
    const { requestId } = event.data as EventData<'ClarificationRequested'>;
    await decideOn(this.kit, event, (occasion) => ({
      type: 'OpenClarification',
      requestId,
      ...occasion,
    }));
  }
}
