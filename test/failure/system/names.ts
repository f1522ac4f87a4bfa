/** The three servers, by the folder of their embedded program. */
export const serverNames = ['eventstore', 'mongo', 'nats'] as const;
/** Every service; sla seeds the rules and comes first. */
export const serviceNames = [
  'sla',
  'intake',
  'triage',
  'coordination',
  'resolution',
  'notification',
  'views',
  'portal',
] as const;
export type ServerName = (typeof serverNames)[number];
export type ServiceName = (typeof serviceNames)[number];
export type PartName = ServerName | ServiceName;
