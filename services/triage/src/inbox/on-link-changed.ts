import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { EventData } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { followLink } from './links.js';
import { complaintOf, linkStreams } from './reactions.js';

/** One of our cases was linked to another one, or no longer is: the other one must know. */
@Controller()
export class OnLinkChanged {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('triage/LinkedAsDuplicate')
  linked(@Payload() event: StoredEvent): Promise<void> {
    return this.follow(event);
  }

  @EventPattern('triage/UnlinkedFromDuplicate')
  unlinked(@Payload() event: StoredEvent): Promise<void> {
    return this.follow(event);
  }

  private async follow(event: StoredEvent): Promise<void> {
    const { primaryComplaintId } = event.data as EventData<'LinkedAsDuplicate'>;
    await followLink(linkStreams(this.kit, event), complaintOf(event), primaryComplaintId);
  }
}
