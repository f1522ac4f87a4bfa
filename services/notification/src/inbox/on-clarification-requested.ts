import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { openedData, tellOf } from './facts.js';

/** The Tim asks the reporter a question. */
@Controller()
export class OnClarificationRequested {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('triage/ClarificationRequested')
  async handle(@Payload() event: StoredEvent): Promise<void> {
    const { question, answerBy } = await openedData<'ClarificationRequested'>(this.kit, event);
    await tellOf(this.kit, event, {
      reporter: {
        purpose: 'clarification',
        ...(question === undefined ? {} : { text: question }),
        ...(answerBy === undefined ? {} : { about: { answerBy } }),
      },
    });
  }
}
