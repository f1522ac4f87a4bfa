import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { receiveCase } from '#libs/casework';
import type { EventData } from '#libs/contracts';
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
    const data = event.data as EventData<'CaseHandedOver'>;
    if (data.to !== 'coordination') return;
    await decideOn(this.kit, event, (occasion) => receiveCase(data, occasion));
  }
}
