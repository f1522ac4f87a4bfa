import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { EventData } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { decideOn } from './reactions.js';

/** The reporter answered a question: the review may go on. */
@Controller()
export class OnClarificationAnswered {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('intake/ClarificationAnswered')
  async handle(@Payload() event: StoredEvent): Promise<void> {
    const { requestId } = event.data as EventData<'ClarificationAnswered'>;
    await decideOn(this.kit, event, (occasion) => ({ type: 'NoteAnswer', requestId, ...occasion }));
  }
}
