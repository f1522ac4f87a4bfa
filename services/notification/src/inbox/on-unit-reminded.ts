import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { listedFor, tellOf } from './facts.js';

/** A consulted unit is late. Units have no address of their own yet, so those who asked are told. */
@Controller()
export class OnUnitReminded {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('coordination/UnitReminded')
  async handle(@Payload() event: StoredEvent): Promise<void> {
    const about = {
      unitId: String(event.data['unitId']),
      reminder: Number(event.data['reminder']),
    };
    const listed = await listedFor(this.kit, event, 3);
    await tellOf(this.kit, event, {
      officers: { purpose: 'unit-reminder', caseStep: 3, about, listed },
    });
  }
}
