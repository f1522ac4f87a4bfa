/** OpenTelemetry's names for what is done with a message. Subjects with ids in them are not given here. */
export const messagingAttributes = (
  type: 'send' | 'process',
  destination: string,
): Record<string, string> => ({
  'messaging.system': 'nats',
  'messaging.operation.type': type,
  'messaging.operation.name': type,
  'messaging.destination.name': destination,
});
