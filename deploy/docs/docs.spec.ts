import { Ajv } from 'ajv';
import asyncApiSchemas from '@asyncapi/specs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { commandContracts, eventCauses, eventContracts, type EventType } from '#libs/contracts';
import { openApiDocument } from '../../services/portal/src/openapi/document.js';
import { asyncApiDocument } from './asyncapi.js';
import { catalogue } from './catalogue.js';
import { reactions } from './facts.js';

const found = reactions(process.cwd());
const plain = (document: object): object => JSON.parse(JSON.stringify(document)) as object;

describe('generated documents', () => {
  it('are a valid OpenAPI 3.1 document with every command', async () => {
    const document = plain(openApiDocument()) as Record<string, unknown>;
    const outcome = await new Validator().validate(document);
    expect(outcome).toMatchObject({ valid: true });
    const text = JSON.stringify(document);
    // A file comes with its bytes, by an address of its own.
    const operation = (type: string): string => (type === 'AttachFile' ? 'attachFile' : type);
    for (const type of Object.keys(commandContracts))
      expect(text).toContain(`"operationId":"${operation(type)}"`);
  });

  it('are a valid AsyncAPI 3 document with every event', () => {
    const schema = asyncApiSchemas.schemasWithoutId['3.0.0'];
    const ajv = new Ajv({ strict: false, validateFormats: false, logger: false });
    const validate = ajv.compile(schema as object);
    const document = plain(asyncApiDocument(found)) as { components: { messages: object } };
    validate(document);
    expect(validate.errors).toBeNull();
    for (const type of Object.keys(eventContracts))
      expect(document.components.messages).toHaveProperty(type);
  });

  it('name a cause for every event and an effect of every command', () => {
    const causes = Object.values(eventCauses).flat() as string[];
    for (const [type, caused] of Object.entries(eventCauses))
      expect(caused.length, type).toBeGreaterThan(0);
    for (const type of Object.keys(commandContracts)) expect(causes, type).toContain(type);
  });

  it('name every event that a service reacts to as the cause of one that it stores', () => {
    // Timers of sla are documents, and what is erased is destroyed in the vault or the folder of files: neither is an event.
    const silent = ['intake/IdentityErased', 'intake/PersonErased', 'intake/FileRemoved'];
    for (const [pattern, reactors] of found)
      for (const reactor of reactors.filter((service) => service !== 'sla')) {
        const caused = Object.entries(eventCauses).filter(
          ([type, causes]) =>
            (causes as readonly string[]).includes(pattern) &&
            (eventContracts[type as EventType].services as readonly string[]).includes(reactor),
        );
        if (reactor === 'intake' && silent.includes(pattern)) continue;
        expect(caused.length, `${pattern} in ${reactor}`).toBeGreaterThan(0);
      }
  });

  it('name only reactions to events that the service really stores', () => {
    for (const pattern of found.keys()) {
      const [service = '', type = ''] = pattern.split('/');
      const contract = Object.entries(eventContracts).find(([name]) => name === type)?.[1];
      expect(contract?.services as readonly string[] | undefined, pattern).toContain(service);
    }
  });

  it('say of what kind every field is, and what is sealed', () => {
    const text = catalogue(found);
    expect(text).toMatch(/\| `reporter\.nik` \| string \|[^|]*\| no \| identity \|/);
    expect(text).toMatch(/\| `receivedAt` \| date-time \|/);
    expect(text).not.toMatch(/\| any \|/);
  });

  it('name those who react, and for whose event', () => {
    const text = catalogue(found);
    const of = (type: string): string => text.split(`### ${type}\n`)[1]?.split('###')[0] ?? '';
    expect(of('CaseHandedOver')).toContain('coordination (when stored by triage, resolution)');
    expect(of('StepTaken')).toContain('Reacted to by nobody');
  });
});
