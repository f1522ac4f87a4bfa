import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { EventData, SealGround } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { decideOn } from './reactions.js';

/** The case is reserved to the Inspektorat, or given back to the kecamatan. */
@Controller()
export class OnCaseSealed {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('triage/CaseSealed')
  sealed(@Payload() event: StoredEvent): Promise<void> {
    return this.note(event, (event.data as EventData<'CaseSealed'>).ground);
  }

  @EventPattern('triage/CaseUnsealed')
  unsealed(@Payload() event: StoredEvent): Promise<void> {
    return this.note(event);
  }

  private note(event: StoredEvent, ground?: SealGround): Promise<void> {
    return decideOn(this.kit, event, (occasion) => ({
      type: 'NoteSeal',
      ...(ground === undefined ? {} : { ground }),
      ...occasion,
    }));
  }
}
