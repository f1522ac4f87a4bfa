import { describe, expect, it } from 'vitest';
import { obtainForTests, type Machine } from './debian-package.js';

const wanted = { program: 'pdftotext', probe: ['-v'], name: 'poppler-utils', for: 'PDF specs' };

/** A machine on which some commands work; `pdftotext` does once it is installed. */
const machineOf = (isRoot: boolean, works: readonly string[]) => {
  const ran: string[] = [];
  let installed = works.includes('pdftotext');
  let updated = works.includes('lists');
  const run: Machine['run'] = (command, args) => {
    ran.push([command, args[0]].join(' '));
    if (command === 'pdftotext')
      return installed ? { status: 0 } : { status: null, error: new Error('ENOENT') };
    const ok = args[0] === 'update' ? works.includes('network') : updated;
    if (args[0] === 'update') updated ||= ok;
    else installed ||= ok;
    return { status: ok ? 0 : 100 };
  };
  const said: string[] = [];
  const there = obtainForTests(wanted, (line) => said.push(line), { isRoot, run });
  return { there, ran, said: said.join('\n') };
};

describe('a program that only some tests need', () => {
  it('is taken as it is where it is there', () =>
    expect(machineOf(false, ['pdftotext'])).toEqual({
      there: true,
      ran: ['pdftotext -v'],
      said: '',
    }));
  it('is installed by root, with newer lists where the old ones lack it', () => {
    expect(machineOf(true, ['lists'])).toMatchObject({ there: true });
    const { there, ran } = machineOf(true, ['network']);
    expect(there).toBe(true);
    expect(ran).toEqual([
      'pdftotext -v',
      'apt-get install',
      'apt-get update',
      'apt-get install',
      'pdftotext -v',
    ]);
  });
  it.each([
    ['without root', false, ['lists']],
    ['without a network', true, []],
  ] as const)('is missed loudly %s', (_, isRoot, works) => {
    const { there, said } = machineOf(isRoot, works);
    expect(there).toBe(false);
    expect(said).toContain('SKIPPED: PDF specs (needs pdftotext: apt-get install poppler-utils)');
  });
});
