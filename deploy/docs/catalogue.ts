import { z } from 'zod';
import {
  caseFacts,
  commandContracts,
  commandPath,
  eventCauses,
  eventContracts,
  services,
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
  description?: string;
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
  meaning: string;
}

const isCaseFacts = (schema: JsonSchema): boolean => 'registerNumber' in (schema.properties ?? {});

const fieldsOf = (schema: JsonSchema, prefix: string[] = []): Field[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = [...prefix, name];
    const required = schema.required?.includes(name) ?? false;
    const meaning = field.description ?? '';
    const own: Field = { path: path.join('.'), type: typeOf(field), required, meaning };
    if (name === 'facts' && isCaseFacts(field))
      return [{ ...own, type: '[case facts](#case-facts)' }];
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

const schemaOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as JsonSchema;

const fieldTable = (schema: z.ZodType, sealOf: (path: string) => string): string[] => [
  '| Field | Type | Meaning | Required | Sealed with |',
  '|---|---|---|---|---|',
  ...fieldsOf(schemaOf(schema)).map(
    ({ path, type, required, meaning }) =>
      `| \`${path}\` | ${type} | ${meaning} | ${required ? 'yes' : 'no'} | ${sealOf(path)} |`,
  ),
  '',
];

/** Who reacts, with the services whose event it is where several store one. */
const reactorsOf = (
  { services, type }: EventContract,
  reactions: Map<string, ServiceName[]>,
): string => {
  const sources = new Map<ServiceName, ServiceName[]>();
  for (const service of services)
    for (const reactor of reactions.get(`${service}/${type}`) ?? [])
      sources.set(reactor, [...(sources.get(reactor) ?? []), service]);
  if (sources.size === 0) return 'nobody; views show it';
  return [...sources]
    .map(([reactor, from]) =>
      from.length === services.length ? reactor : `${reactor} (when stored by ${from.join(', ')})`,
    )
    .join('; ');
};

const eventSection = (contract: EventContract, reactions: Map<string, ServiceName[]>): string =>
  [
    `### ${contract.type}`,
    '',
    contract.summary,
    '',
    `- Version ${contract.version}, stored by ${list(contract.services)}`,
    `- Caused by ${list(eventCauses[contract.type as EventType])}`,
    `- Reacted to by ${reactorsOf(contract, reactions)}`,
    '',
    ...fieldTable(contract.schema, (path) => sealOf(contract, path)),
  ].join('\n');

const commandRows = (): string[] =>
  (Object.values(commandContracts) as CommandContract[]).map(
    (contract) =>
      `| \`${contract.type}\` | \`${commandPath(contract)}\` | ${contract.service} | ${contract.roles.join(', ')} | ${contract.summary} |`,
  );

const events = Object.values(eventContracts) as EventContract[];

const eventGroups = (): [string, EventContract[]][] => {
  const shared = events.filter(({ services }) => services.length > 1);
  const own = services.map((service): [string, EventContract[]] => [
    `Events of ${service}`,
    events.filter((contract) => contract.services.length === 1 && contract.services[0] === service),
  ]);
  return [['Events of several services', shared], ...own].filter(
    (group): group is [string, EventContract[]] => (group[1]?.length ?? 0) > 0,
  );
};

const linkTo = (title: string): string =>
  `[${title}](#${title.toLowerCase().replaceAll(' ', '-')})`;

const introduction = `# Events and commands

Made from the contracts by \`npm run docs\`; do not edit.

A **command** asks for something and may be refused; it is sent to its address below \`/api/v1\` (bodies and answers:
\`openapi.json\`). *holder* means the service that holds the case at the step named in the body. An **event** has happened and is
never changed. It lies in the stream \`<service>-<complaint id>\` of the service that stored it; streams that are not of one
complaint are named in the README. It is published on JetStream as \`aduan.<kecamatan>.<service>.<complaint id>.<event>\`
(\`asyncapi.json\`), with metadata: who did it (\`actor\`), when (\`occurredAt\`), at which step and in which round.

**Caused by** names commands, events of a service that it reacts to (\`service/Event\`), or something else in words. **Reacted to
by** names the services that decide something when they see it. **Sealed with** names the key by which a field is stored
encrypted: *identity* is the key of the reporter, *content* that of the case, *person* a key of each other person named.
Times are UTC; \`.*\` stands for each item of a list.`;

/** The catalogue of events and commands for people. */
export const catalogue = (reactions: Map<string, ServiceName[]>): string =>
  [
    introduction,
    '',
    ['Commands', ...eventGroups().map(([title]) => title), 'Case facts'].map(linkTo).join(' · '),
    '',
    '## Commands',
    '',
    '| Command | Address | Service | Roles | Meaning |',
    '|---|---|---|---|---|',
    ...commandRows(),
    '',
    ...eventGroups().flatMap(([title, contracts]) => [
      `## ${title}`,
      '',
      ...contracts.map((contract) => eventSection(contract, reactions)),
    ]),
    '## Case facts',
    '',
    'What every holder must know of a case; it travels with each hand-over. Nothing in it is personal.',
    '',
    ...fieldTable(caseFacts, () => ''),
  ].join('\n');
