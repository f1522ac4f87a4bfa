import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { EventData, Step } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { decideOn } from './reactions.js';

/** A case comes in: from the review, or because the reporter found the coordination or the decision wrong. */
@Controller()
export class OnCaseHandedOver {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('triage/CaseHandedOver')
  byTriage(@Payload() event: StoredEvent): Promise<void> {
    return this.receive(event);
  }

  @EventPattern('resolution/CaseHandedOver')
  byResolution(@Payload() event: StoredEvent): Promise<void> {
    return this.receive(event);
  }

  private async receive(event: StoredEvent): Promise<void> {
    const { from, to, toStep, toRound, facts } = event.data as EventData<'CaseHandedOver'>;
    if (to !== 'coordination') return;
    const step = toStep as Step;
    await decideOn(this.kit, event, (occasion) => ({
      type: 'ReceiveCase',
      from,
      step,
      round: toRound,
      facts,
      ...occasion,
    }));
  }
}
