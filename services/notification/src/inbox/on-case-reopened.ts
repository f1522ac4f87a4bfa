import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { Step } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { queueStepAfter } from '../domain/queue-entries.js';
import { listedFor, tellOf } from './facts.js';

/** A new round begins: the reporter is told, and the officers if the case goes on where it is. */
@Controller()
export class OnCaseReopened {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('resolution/CaseReopened')
  async handle(@Payload() event: StoredEvent): Promise<void> {
    const caseStep = queueStepAfter(event);
    const officers = caseStep && {
      purpose: 'queue-entry' as const,
      caseStep,
      listed: await listedFor(this.kit, event, caseStep),
    };
    await tellOf(this.kit, event, {
      step: Number(event.data['atStep']) as Step,
      reporter: { purpose: 'reopened' },
      ...(officers && { officers }),
    });
  }
}
