import type { ServiceName } from '#libs/contracts';
import { openKit, type ServiceKit } from '#libs/service';
import { openInstallation, type Installation } from './installation.js';

/** Works with what a service works with, on the installation that is meant; everything is closed afterwards. */
export const withKit = async <T>(
  given: string | undefined,
  service: ServiceName,
  work: (kit: ServiceKit, installation: Installation) => Promise<T>,
): Promise<T> => {
  const installation = await openInstallation(given);
  try {
    const open = await openKit(service, installation.config);
    try {
      return await work(open.kit, installation);
    } finally {
      await open.close();
    }
  } finally {
    await installation.close();
  }
};
