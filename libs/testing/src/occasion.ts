import type { Actor, Role } from '#libs/contracts';
import type { Occasion } from '#libs/casework';
import { findKecamatan, parseKabupaten } from '#libs/procedure';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** The published procedures of Waru and Penajam, as they are shipped. */
export const kabupatenFile = join(root, 'deploy/kabupaten/penajam-paser-utara.yaml');

const kabupaten = parseKabupaten(readFileSync(kabupatenFile, 'utf8'), kabupatenFile);

export const waru = '64.09.02';
export const penajam = '64.09.01';
/** A complaint that specs are about. */
export const complaintId = '5d0a9d8e-6a53-5c9e-9a44-0d3f1b0a7e01';

/** An account of a role; `account('kasi', penajam)` is of the other kecamatan. */
export const account = (role: Role, kecamatan = waru): Actor => ({
  id: `account-${role}-${kecamatan}`,
  role,
  kecamatan: role === 'inspektorat' || role === 'admin' ? '*' : kecamatan,
  ...(role === 'reporter' ? { complaintId } : {}),
});

/** UUID made of a label: readable in expectations through the same function. */
export const idFor = (label: string): string => {
  const hex = Buffer.from(label.padEnd(16, '.')).toString('hex').slice(0, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
};

/** Everything that comes with a command, on a Tuesday morning at 09.00 WITA. */
export const occasion = (role: Role, changes: Partial<Occasion> = {}): Occasion => {
  const kecamatan = changes.kecamatan ?? waru;
  const found = findKecamatan(kabupaten, kecamatan);
  if (!found) throw new Error(`no kecamatan ${kecamatan}`);
  return {
    complaintId,
    kecamatan,
    by: role === 'system' ? { id: 'system:spec', role, kecamatan: '*' } : account(role, kecamatan),
    at: '2026-11-24T01:00:00.000Z',
    idFor,
    procedure: found.procedure,
    calendar: found.calendar,
    ...changes,
  };
};
