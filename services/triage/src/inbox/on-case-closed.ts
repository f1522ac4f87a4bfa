import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { EventData } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { settleDuplicates } from './links.js';
import { complaintOf, decideOn, linkStreams } from './reactions.js';

/** A case ended, with whichever service held it: those that are linked to it end with it or go their own way. */
@Controller()
export class OnCaseClosed {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('triage/CaseClosed')
  byTriage(@Payload() event: StoredEvent): Promise<void> {
    return this.settle(event);
  }

  @EventPattern('coordination/CaseClosed')
  byCoordination(@Payload() event: StoredEvent): Promise<void> {
    return this.elsewhere(event);
  }

  @EventPattern('resolution/CaseClosed')
  byResolution(@Payload() event: StoredEvent): Promise<void> {
    return this.elsewhere(event);
  }

  private async elsewhere(event: StoredEvent): Promise<void> {
    const { outcome } = event.data as EventData<'CaseClosed'>;
    const { round } = event.metadata;
    await decideOn(this.kit, event, (occasion) => ({
      type: 'NoteEnd',
      outcome,
      round,
      ...occasion,
    }));
    await this.settle(event);
  }

  private settle(event: StoredEvent): Promise<void> {
    return settleDuplicates(linkStreams(this.kit, event), complaintOf(event));
  }
}
