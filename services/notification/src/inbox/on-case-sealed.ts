import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '#libs/eventsourcing';
import { occasionOf, ServiceKit } from '#libs/service';
import { factOf, listedFor, note } from './facts.js';

/** The case is reserved to the Inspektorat, or given back to the kecamatan. */
@Controller()
export class OnCaseSealed {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('triage/CaseSealed')
  sealed(@Payload() event: StoredEvent): Promise<void> {
    return this.noteSealing(event, true);
  }

  @EventPattern('triage/CaseUnsealed')
  unsealed(@Payload() event: StoredEvent): Promise<void> {
    return this.noteSealing(event, false);
  }

  private async noteSealing(event: StoredEvent, sealed: boolean): Promise<void> {
    await note(this.kit, event, {
      type: 'NoteSealing',
      ...occasionOf(this.kit, event),
      ...factOf(this.kit, event),
      sealed,
      listed: await listedFor(this.kit, event, 2),
    });
  }
}
