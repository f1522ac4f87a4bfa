import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { serviceLogger } from './logging.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aduan-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The lines that an entry makes in the log. */
const written = (entry: object): string => {
  const file = join(folder, 'aduan.log');
  const config = { ADUAN_LOG_LEVEL: 'info', ADUAN_LOG_FILE: file } as const;
  serviceLogger('intake', config).error(entry, 'command or query failed');
  return readFileSync(file, 'utf8');
};

const document = { name: 'Siti Aminah', phone: '+6281234567890' };
const secrets = /Siti|Aminah|6281234567890|6409024107900003|siti@/;

const zodError = z.strictObject({ name: z.literal('x') }).safeParse({ 'Siti Aminah': 1 }).error;
const parseError = (): unknown => {
  try {
    return JSON.parse('Siti Aminah, 6409024107900003');
  } catch (error) {
    return error;
  }
};

describe('the log', () => {
  it.each([
    [
      'fields of an error',
      Object.assign(new Error('failed'), { op: document, keyValue: document }),
    ],
    [
      'what caused it',
      new Error('failed', { cause: Object.assign(new Error('to siti@contoh.id'), document) }),
    ],
    ['what a schema refused', zodError],
    ['a text that is not JSON', parseError()],
    ['a value that is no error', document],
    ['errors beneath one', new AggregateError([new Error('6409024107900003')], 'failed')],
  ])('does not repeat %s', (_, err) => {
    expect(written({ err })).not.toMatch(secrets);
  });

  it('names the error, its code, its cause and where it happened', () => {
    const cause = Object.assign(new RangeError('no room'), { code: 'ENOSPC' });
    const { err } = JSON.parse(written({ err: new Error('failed', { cause }) })) as {
      err: { stack: string[] };
    };
    expect(err).toMatchObject({
      type: 'Error',
      message: 'failed',
      cause: { type: 'RangeError', message: 'no room', code: 'ENOSPC' },
    });
    expect(err.stack[0]).toContain('logging.spec');
  });

  it('cuts bodies, data and tokens', () => {
    const entry = { body: document, request: { data: document, authorization: 'siti@contoh.id' } };
    expect(written(entry)).not.toMatch(secrets);
  });
});
