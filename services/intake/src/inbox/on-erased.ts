import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { destroyErased } from '../finishing/erase.js';
import { removeBytes } from '../finishing/remove-files.js';

/** Our own events: finishes what a crash left between the recorded erasure and the destroyed key or bytes. */
@Controller()
export class OnErased {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('intake/IdentityErased')
  identity(@Payload() event: StoredEvent): Promise<void> {
    return destroyErased(this.kit, event);
  }

  @EventPattern('intake/PersonErased')
  person(@Payload() event: StoredEvent): Promise<void> {
    return destroyErased(this.kit, event);
  }

  @EventPattern('intake/FileRemoved')
  file(@Payload() event: StoredEvent): Promise<void> {
    return removeBytes(this.kit, event);
  }
}
