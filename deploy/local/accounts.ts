import type { Role } from '#libs/contracts';
import { DomainError } from '#libs/contracts';
import type { RunningPortal } from '../../services/portal/src/create.js';

/** An account that the local system begins with. */
export interface DemoAccount {
  login: string;
  displayName: string;
  role: Exclude<Role, 'reporter' | 'system'>;
  kecamatan: string;
}

/** One password for all of them: the local system listens on this machine only. */
export const demoPassword = 'aduan-lokal-2026';

const places = [
  { code: '64.09.02', name: 'waru' },
  { code: '64.09.01', name: 'penajam' },
] as const;
const ofKecamatan = ['petugas', 'tim', 'kasi', 'camat', 'supervisor'] as const;
const ofDistrict = ['inspektorat', 'supervisor', 'admin'] as const;

/** Every role in two kecamatan, and those of the district. The names are roles, not people. */
export const demoAccounts: DemoAccount[] = [
  ...places.flatMap(({ code, name }) =>
    ofKecamatan.map((role) => ({
      login: `${role}.${name}`,
      displayName: `${role} ${name}`,
      role,
      kecamatan: code,
    })),
  ),
  ...ofDistrict.map((role) => ({
    login: role === 'supervisor' ? 'supervisor.kabupaten' : role,
    displayName: `${role} kabupaten`,
    role,
    kecamatan: '*',
  })),
];

/** Makes the demo accounts that are not there yet; the same keys give the same accounts at every start. */
export const makeDemoAccounts = async (portal: Pick<RunningPortal, 'accounts'>): Promise<void> => {
  const by = { id: 'system:local', role: 'admin', kecamatan: '*' } as const;
  for (const account of demoAccounts) {
    const asked = { by, key: `demo-account-${account.login}`, correlationId: 'local-start' };
    try {
      await portal.accounts.create({ ...account, password: demoPassword }, asked);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'login-taken') throw error;
    }
  }
};
