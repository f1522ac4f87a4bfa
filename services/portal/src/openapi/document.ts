import { z } from 'zod';
import {
  commandContracts,
  commandPath,
  errorTexts,
  queryContracts,
  type CommandContract,
  type QueryContract,
} from '#libs/contracts';
import { problemSchema } from './problem-schema.js';
import { otherRoutes, type Route } from './routes.js';

const json = (schema: object): object => ({ content: { 'application/json': { schema } } });

/** JSON schema of what a caller may write, or of what he gets. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

const problem = {
  description: 'Refused; nothing was stored.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const header = (name: string, description: string): object => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
});

const idempotencyKey = header(
  'Idempotency-Key',
  'Chosen by the caller; the same key with the same body is answered the same for ever. A UUID for the public.',
);
const ifMatch = header(
  'If-Match',
  'ETag of the complaint that the officer saw. Not needed with a reporter token.',
);

const pathParameters = (path: string): object[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));

// Who is not signed in may report, and nothing else.
const security = ({ target }: CommandContract): object[] =>
  target === 'new-complaint' ? [{ bearer: [] }, {}] : [{ bearer: [] }];

const commandDone = {
  type: 'object',
  required: ['revision', 'position', 'replayed'],
  properties: {
    complaintId: { type: 'string', format: 'uuid' },
    revision: { type: 'string' },
    position: {
      type: 'object',
      properties: { commit: { type: 'string' }, prepare: { type: 'string' } },
    },
    replayed: {
      type: 'boolean',
      description: 'The key was used before; this is the first answer.',
    },
  },
  additionalProperties: true,
};

const commandOperation = (contract: CommandContract): object => {
  const path = commandPath(contract);
  const status = contract.target === 'new-complaint' ? '201' : '200';
  return {
    operationId: contract.type,
    summary: contract.summary,
    description: `Roles: ${contract.roles.filter((role) => role !== 'system').join(', ')}.`,
    tags: [contract.service],
    security: security(contract),
    parameters: [
      ...pathParameters(path),
      idempotencyKey,
      ...(contract.target === 'complaint' ? [ifMatch] : []),
    ],
    requestBody: { required: true, ...json(schemaOf(contract.schema, 'input')) },
    responses: {
      [status]: { description: 'Stored.', ...json(commandDone) },
      default: problem,
    },
  };
};

const queryOperation = (contract: QueryContract): object => {
  const inPath = new Set([...contract.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  const shape = schemaOf(contract.parameters, 'input') as {
    properties?: Record<string, object>;
    required?: string[];
  };
  const inQuery = Object.entries(shape.properties ?? {})
    .filter(([name]) => !inPath.has(name))
    .map(([name, schema]) => ({
      name,
      in: 'query',
      required: shape.required?.includes(name) ?? false,
      schema,
    }));
  const after = {
    name: 'after',
    in: 'query',
    required: false,
    description: 'Position that a command answered with (commit/prepare); waited for, bounded.',
    schema: { type: 'string' },
  };
  return {
    operationId: contract.name,
    summary: contract.summary,
    description: `Roles: ${contract.roles.filter((role) => role !== 'system').join(', ')}.`,
    tags: ['views'],
    security: [{ bearer: [] }],
    parameters: [...pathParameters(contract.path), ...inQuery, after],
    responses: {
      '200': { description: 'Found.', ...json(schemaOf(contract.result, 'output')) },
      default: problem,
    },
  };
};

const uploadBody = (fields: Record<string, object>): object => ({
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['file'],
        properties: { ...fields, file: { type: 'string', format: 'binary' } },
      },
    },
  },
});

const otherOperation = (route: Route): object => ({
  operationId: route.id,
  summary: route.summary,
  tags: [route.tag],
  security: route.open ? [{}] : [{ bearer: [] }],
  parameters: [
    ...pathParameters(route.path),
    ...(route.keyed ? [idempotencyKey] : []),
    ...(route.seen ? [ifMatch] : []),
  ],
  ...(route.body
    ? { requestBody: { required: true, ...json(schemaOf(route.body, 'input')) } }
    : {}),
  ...(route.upload ? { requestBody: uploadBody(route.upload) } : {}),
  responses: { [route.status]: { description: route.answer }, default: problem },
});

const errorTable = (): string =>
  Object.entries(errorTexts)
    .map(([code, [status, , english]]) => `- \`${code}\` (${status}): ${english}`)
    .join('\n');

/** The HTTP API as OpenAPI 3.1, made from the contracts that the routes are made from. */
export const openApiDocument = (): object => {
  const paths: Record<string, Record<string, object>> = {};
  const add = (path: string, method: string, operation: object): void => {
    (paths[path] ??= {})[method] = operation;
  };
  for (const contract of Object.values(commandContracts) as CommandContract[])
    if (!contract.internal)
      add(`/api/v1${commandPath(contract)}`, 'post', commandOperation(contract));
  for (const contract of Object.values(queryContracts) as QueryContract[])
    if (contract.name !== 'track' && contract.name !== 'verify')
      add(`/api/v1${contract.path}`, 'get', queryOperation(contract));
  for (const route of otherRoutes) add(route.path, route.method, otherOperation(route));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Aduan',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description: `Public complaints and consultations of a district. Errors are RFC 9457 documents:\n\n${errorTable()}`,
    },
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'Token of POST /api/v1/sessions, or of POST /api/v1/track for a reporter.',
        },
      },
    },
  };
};
