import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { Role } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import { react, ServiceKit } from '#libs/service';
import { directoryDecider, directoryStream, type DirectoryOrder } from '../domain/directory.js';

/** Keeps the directory of officers who are told of work. */
@Controller()
export class OnAccountChanged {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('portal/AccountCreated')
  created(@Payload() event: StoredEvent): Promise<void> {
    const { accountId, role, kecamatan } = event.data;
    const order = {
      type: 'ListOfficer',
      accountId: String(accountId),
      role: role as Role,
    } as const;
    return this.change(event, order, String(kecamatan));
  }

  @EventPattern('portal/AccountDisabled')
  disabled(@Payload() event: StoredEvent): Promise<void> {
    const accountId = String(event.data['accountId']);
    return this.change(event, { type: 'UnlistOfficer', accountId }, event.metadata.kecamatan);
  }

  @EventPattern('portal/AccountEnabled')
  enabled(@Payload() event: StoredEvent): Promise<void> {
    const accountId = String(event.data['accountId']);
    return this.change(event, { type: 'RelistOfficer', accountId }, event.metadata.kecamatan);
  }

  private async change(
    event: StoredEvent,
    order: DirectoryOrder,
    kecamatan: string,
  ): Promise<void> {
    const streamId = directoryStream(kecamatan);
    await react(this.kit, event, {
      decider: directoryDecider,
      streamId,
      order,
      ofKecamatan: true,
    });
  }
}
