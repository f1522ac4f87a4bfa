import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { settleDuplicates } from './links.js';
import { complaintOf, linkStreams } from './reactions.js';

/** One of our cases was sealed: those that are linked to it go their own way again. */
@Controller()
export class OnCaseSealed {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('triage/CaseSealed')
  handle(@Payload() event: StoredEvent): Promise<void> {
    return settleDuplicates(linkStreams(this.kit, event), complaintOf(event));
  }
}
