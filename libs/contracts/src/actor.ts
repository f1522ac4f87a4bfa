import { z } from 'zod';
import { kecamatanCode, roles } from './values.js';

/** Who acts. `kecamatan` is `*` for roles of the district; a reporter acts on one complaint only. */
export const actorSchema = z.strictObject({
  id: z.string().min(1).max(100),
  role: z.enum(roles),
  kecamatan: kecamatanCode.or(z.literal('*')),
  complaintId: z.uuid().optional(),
});
export type Actor = z.infer<typeof actorSchema>;

/** Whether the actor may see cases of the kecamatan at all. */
export const covers = (actor: Actor, kecamatan: string): boolean =>
  actor.kecamatan === '*' || actor.kecamatan === kecamatan;

/** A reaction or a timer of a service. */
export const systemActor = (service: string): Actor => ({
  id: `system:${service}`,
  role: 'system',
  kecamatan: '*',
});
