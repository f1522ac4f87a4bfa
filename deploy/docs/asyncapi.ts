import { z } from 'zod';
import {
  commandContracts,
  commandSubject,
  eventContracts,
  queryContracts,
  querySubject,
  type CommandContract,
  type EventContract,
  type QueryContract,
  type ServiceName,
} from '#libs/contracts';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

const metadata = {
  type: 'object',
  required: [
    'schemaVersion',
    'kecamatan',
    'round',
    'step',
    'actor',
    'occurredAt',
    'recordedAt',
    'correlationId',
  ],
  properties: {
    schemaVersion: { type: 'integer' },
    complaintId: { type: 'string', format: 'uuid' },
    kecamatan: { type: 'string' },
    round: { type: 'integer' },
    step: { type: 'integer', minimum: 0, maximum: 7 },
    actor: {
      type: 'object',
      properties: { id: { type: 'string' }, role: { type: 'string' } },
    },
    occurredAt: { type: 'string', format: 'date-time' },
    receivedAt: { type: 'string', format: 'date-time' },
    recordedAt: { type: 'string', format: 'date-time' },
    commandKey: { type: 'string', format: 'uuid' },
    causationId: { type: 'string' },
    correlationId: { type: 'string' },
    traceparent: { type: 'string' },
    procedureVersion: { type: 'integer' },
    calendarVersion: { type: 'integer' },
    keyIds: { type: 'array', items: { type: 'string' } },
  },
};

const sealedNote = (contract: EventContract): string =>
  contract.sealed.length === 0
    ? ''
    : ` Sealed as {"$sealed", "v"}: ${contract.sealed.map(({ path, key }) => `${path.join('.')} (${key})`).join(', ')}.`;

const eventMessage = (contract: EventContract): object => ({
  name: contract.type,
  summary: contract.summary + sealedNote(contract),
  contentType: 'application/json',
  headers: {
    type: 'object',
    properties: {
      'Nats-Msg-Id': { type: 'string', description: 'Id of the event; a repeated one is dropped.' },
      'Aduan-Stream': { type: 'string' },
      'Aduan-Revision': { type: 'string' },
      'Aduan-Position': { type: 'string', description: 'commit/prepare in the event store' },
    },
  },
  payload: {
    type: 'object',
    required: ['id', 'type', 'streamId', 'revision', 'position', 'data', 'metadata', 'created'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      type: { const: contract.type },
      streamId: { type: 'string' },
      revision: { type: 'string' },
      position: {
        type: 'object',
        properties: { commit: { type: 'string' }, prepare: { type: 'string' } },
      },
      data: schemaOf(contract.schema, 'output'),
      metadata: { $ref: '#/components/schemas/Metadata' },
      created: { type: 'string', format: 'date-time' },
    },
  },
});

const requestMessage = (name: string, summary: string, schema: z.ZodType): object => ({
  name,
  summary,
  contentType: 'application/json',
  payload: {
    type: 'object',
    properties: {
      actor: { type: 'string', description: 'Who acts, signed by the portal.' },
      body: schemaOf(schema, 'input'),
    },
  },
});

interface Channel {
  address: string;
  title: string;
  parameters?: Record<string, object>;
  messages: Record<string, { $ref: string }>;
}

const refs = (names: string[]): Record<string, { $ref: string }> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }]));

const eventChannels = (reactions: Map<string, ServiceName[]>): Record<string, Channel> => {
  const channels: Record<string, Channel> = {};
  for (const contract of Object.values(eventContracts) as EventContract[])
    for (const service of contract.services) {
      const reactors = reactions.get(`${service}/${contract.type}`) ?? [];
      channels[`${service}.${contract.type}`] = {
        address: `aduan.{kecamatan}.${service}.{complaintId}.${contract.type}`,
        title:
          reactors.length === 0 ? contract.type : `${contract.type}, for ${reactors.join(', ')}`,
        parameters: {
          kecamatan: { description: 'Region code with - for the dots, e.g. 64-09-02.' },
          complaintId: { description: 'UUID of the complaint, _ where there is none.' },
        },
        messages: refs([contract.type]),
      };
    }
  return channels;
};

const requestChannels = (): Record<string, Channel> => {
  const channels: Record<string, Channel> = {};
  const holders = ['triage', 'coordination', 'resolution'] as const;
  for (const contract of Object.values(commandContracts) as CommandContract[])
    for (const service of contract.service === 'holder' ? holders : [contract.service]) {
      const name = `command.${service}`;
      channels[name] ??= {
        address: commandSubject(service),
        title: `Commands of ${service}`,
        messages: {},
      };
      Object.assign(channels[name].messages, refs([contract.type]));
    }
  const queries = Object.values(queryContracts).map(({ name }) => `query-${name}`);
  channels['query.views'] = {
    address: querySubject('views'),
    title: 'Queries',
    messages: refs(queries),
  };
  return channels;
};

const operations = (
  channels: Record<string, Channel>,
  reactions: Map<string, ServiceName[]>,
): Record<string, object> =>
  Object.fromEntries(
    Object.entries(channels).flatMap(([name]) => {
      const channel = { $ref: `#/channels/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` };
      if (name.startsWith('command.') || name.startsWith('query.'))
        return [[`answer.${name}`, { action: 'receive', channel }]];
      const [service = '', type = ''] = name.split('.');
      const receivers = (reactions.get(`${service}/${type}`) ?? []).map((reactor) => [
        `${reactor}.on.${name}`,
        { action: 'receive', channel },
      ]);
      return [[`${service}.publish.${type}`, { action: 'send', channel }], ...receivers];
    }),
  );

/** Every NATS message as AsyncAPI 3. */
export const asyncApiDocument = (reactions: Map<string, ServiceName[]>): object => {
  const channels = { ...eventChannels(reactions), ...requestChannels() };
  const messages = Object.fromEntries([
    ...(Object.values(eventContracts) as EventContract[]).map((contract) => [
      contract.type,
      eventMessage(contract),
    ]),
    ...(Object.values(commandContracts) as CommandContract[]).map((contract) => [
      contract.type,
      requestMessage(contract.type, contract.summary, contract.schema),
    ]),
    ...(Object.values(queryContracts) as QueryContract[]).map((contract) => [
      `query-${contract.name}`,
      requestMessage(`query-${contract.name}`, contract.summary, contract.parameters),
    ]),
  ]);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Aduan on NATS',
      version: '1.0.0',
      description:
        'Events lie in the JetStream stream ADUAN; commands and queries are NATS requests, answered with {"ok": true, ...} or {"ok": false, "error"}.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels,
    operations: operations(channels, reactions),
    components: { messages, schemas: { Metadata: metadata } },
  };
};
