import { Injectable } from '@nestjs/common';
import { DomainError, nik } from '#libs/contracts';
import { ServiceKit } from '#libs/service';

/** The NIK by which the signing service knows an officer. It is in the vault with his other secrets, never in an event. */
@Injectable()
export class SignerNik {
  constructor(private readonly kit: ServiceKit) {}

  /** The NIK of an account, or undefined. */
  async of(accountId: string): Promise<string | undefined> {
    const secrets = await this.kit.secrets.get(accountId);
    return nik.safeParse(secrets?.['nik']).data;
  }

  /** The NIK as it may be shown: the first four and the last four digits. */
  async shown(accountId: string): Promise<string | undefined> {
    const number = await this.of(accountId);
    return number === undefined ? undefined : `${number.slice(0, 4)}********${number.slice(-4)}`;
  }

  /** Sets or forgets it. Throws DomainError `not-found` for an account that there is not. */
  async set(accountId: string, number: string | null): Promise<void> {
    const known = await this.kit.secrets.update(accountId, ({ nik: _, ...others }) => ({
      ...others,
      ...(number === null ? {} : { nik: number }),
    }));
    if (!known) throw new DomainError('not-found');
  }
}
