import { z } from 'zod';
import {
  commandContracts,
  eventCauses,
  eventContracts,
  type CommandContract,
  type EventContract,
  type EventType,
  type ServiceName,
} from '#libs/contracts';

interface JsonSchema {
  type?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
}

const typeOf = (schema: JsonSchema): string => {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' \\| ');
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(' \\| ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
  return schema.format ?? schema.type ?? 'any';
};

interface Field {
  path: string;
  type: string;
  required: boolean;
}

const fieldsOf = (schema: JsonSchema, prefix: string[] = []): Field[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = [...prefix, name];
    const required = schema.required?.includes(name) ?? false;
    const own: Field = { path: path.join('.'), type: typeOf(field), required };
    const inner = field.type === 'array' ? field.items : field;
    const below = field.type === 'array' ? [...path, '*'] : path;
    return inner?.properties
      ? [{ ...own, type: field.type === 'array' ? 'list' : 'object' }, ...fieldsOf(inner, below)]
      : [own];
  });

const sealOf = (contract: EventContract, path: string): string => {
  const found = contract.sealed.find(
    (sealed) => path === sealed.path.join('.') || path.startsWith(`${sealed.path.join('.')}.`),
  );
  return found ? found.key : '';
};

const list = (items: readonly string[]): string =>
  items.length === 0 ? '–' : items.map((item) => `\`${item}\``).join(', ');

const eventSection = (type: EventType, reactions: Map<string, ServiceName[]>): string => {
  const contract: EventContract = eventContracts[type];
  const schema = z.toJSONSchema(contract.schema, { io: 'output', unrepresentable: 'any' });
  const rows = fieldsOf(schema as JsonSchema).map(
    ({ path, type: kind, required }) =>
      `| \`${path}\` | ${kind} | ${required ? 'yes' : 'no'} | ${sealOf(contract, path)} |`,
  );
  const reactors = contract.services.flatMap((service) =>
    (reactions.get(`${service}/${type}`) ?? []).map((reactor) => `${reactor} (of ${service})`),
  );
  return [
    `### ${type}`,
    '',
    contract.summary,
    '',
    `- Version ${contract.version}, stored by ${list(contract.services)}`,
    `- Caused by ${list(eventCauses[type])}`,
    `- Reactions: ${reactors.length === 0 ? 'none; views only' : reactors.join(', ')}`,
    '',
    '| Field | Type | Required | Sealed with |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
};

const commandRows = (): string[] =>
  (Object.values(commandContracts) as CommandContract[]).map(
    ({ type, service, roles, summary }) =>
      `| \`${type}\` | ${service} | ${roles.join(', ')} | ${summary} |`,
  );

/** The catalogue of events and commands for people. */
export const catalogue = (reactions: Map<string, ServiceName[]>): string =>
  [
    '# Events and commands',
    '',
    'Made from the contracts by `npm run docs`; do not edit.',
    '',
    'An event lies in the stream `<service>-<complaint id>`; streams of a kecamatan or an account are named in',
    'README. Fields with a key in the last column are stored encrypted: *identity* is the key of the reporter, *content*',
    'that of the case, *person* a key of each other person named.',
    '',
    '## Commands',
    '',
    '| Command | Service | Roles | Meaning |',
    '|---|---|---|---|',
    ...commandRows(),
    '',
    '## Events',
    '',
    ...(Object.keys(eventContracts) as EventType[]).map((type) => eventSection(type, reactions)),
  ].join('\n');
