import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { Outcome } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { tellOf } from './facts.js';

/** The case ended, with whichever service held it. */
@Controller()
export class OnCaseClosed {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('triage/CaseClosed')
  byTriage(@Payload() event: StoredEvent): Promise<void> {
    return this.tell(event);
  }

  @EventPattern('coordination/CaseClosed')
  byCoordination(@Payload() event: StoredEvent): Promise<void> {
    return this.tell(event);
  }

  @EventPattern('resolution/CaseClosed')
  byResolution(@Payload() event: StoredEvent): Promise<void> {
    return this.tell(event);
  }

  private async tell(event: StoredEvent): Promise<void> {
    const outcome = event.data['outcome'] as Outcome;
    // ComplaintReferred says so, and where to.
    if (outcome === 'referred') return;
    await tellOf(this.kit, event, { reporter: { purpose: 'closed', about: { outcome } } });
  }
}
