import { pino } from 'pino';
import { expect, it } from 'vitest';
import { errorForLog } from './error-for-log.js';
import { lastWords } from './last-words.js';

it('an error that nobody caught is logged without what hangs on it, and ends the process', () => {
  const lines: string[] = [];
  const codes: number[] = [];
  const logger = pino({ serializers: { err: errorForLog } }, { write: (line) => lines.push(line) });
  const error = Object.assign(new Error('broken'), { document: { name: 'Siti Aminah' } });
  lastWords(logger, (code) => codes.push(code))(error);
  expect(lines.join('')).toContain('broken');
  expect(lines.join('')).not.toContain('Siti');
  expect(codes).toEqual([1]);
});
