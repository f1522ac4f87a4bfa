import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { CaseFacts } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { queueStepAfter } from '../domain/queue-entries.js';
import { listedFor, tellOf } from './facts.js';

/** A case waits in another queue: the officers of its step are told. */
@Controller()
export class OnQueueEntered {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('triage/CaseArrived')
  atTriage(@Payload() event: StoredEvent): Promise<void> {
    return this.tell(event);
  }

  @EventPattern('coordination/CaseArrived')
  atCoordination(@Payload() event: StoredEvent): Promise<void> {
    return this.tell(event);
  }

  @EventPattern('coordination/CoordinationConcluded')
  coordinated(@Payload() event: StoredEvent): Promise<void> {
    return this.tell(event);
  }

  @EventPattern('resolution/CaseArrived')
  atResolution(@Payload() event: StoredEvent): Promise<void> {
    return this.tell(event);
  }

  @EventPattern('resolution/SettlementProcessed')
  settled(@Payload() event: StoredEvent): Promise<void> {
    return this.tell(event);
  }

  @EventPattern('resolution/AnswerReturned')
  returned(@Payload() event: StoredEvent): Promise<void> {
    return this.tell(event);
  }

  @EventPattern('resolution/BeritaAcaraNumberVoided')
  discarded(@Payload() event: StoredEvent): Promise<void> {
    return this.tell(event);
  }

  @EventPattern('resolution/AnswerSigned')
  signed(@Payload() event: StoredEvent): Promise<void> {
    return this.tell(event);
  }

  @EventPattern('resolution/AnswerStamped')
  stamped(@Payload() event: StoredEvent): Promise<void> {
    return this.tell(event);
  }

  private async tell(event: StoredEvent): Promise<void> {
    const caseStep = queueStepAfter(event);
    if (caseStep === undefined) return;
    const facts = event.data['facts'] as CaseFacts | undefined;
    const listed = await listedFor(this.kit, event, caseStep);
    await tellOf(this.kit, event, {
      step: caseStep,
      sealed: facts?.sealed !== undefined,
      officers: { purpose: 'queue-entry', caseStep, listed },
    });
  }
}
