import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { services } from '#libs/contracts';
import { commands, programOf } from './commands.js';

describe('commands of the image', () => {
  it('name every service and only programs that there are', () => {
    const built = services.filter((name) =>
      existsSync(new URL(`../../services/${name}/src/main.ts`, import.meta.url)),
    );
    expect(Object.keys(commands)).toEqual(expect.arrayContaining(built));
    for (const program of Object.values(commands)) {
      const source = new URL(`../../${program.replace(/js$/, 'ts')}`, import.meta.url);
      expect(existsSync(source), program).toBe(true);
    }
  });

  it('refuse other words with those that there are', () => {
    expect(programOf('intake')).toBe('services/intake/src/main.js');
    expect(() => programOf('sh')).toThrow(/no command 'sh'.*\n\n {2}intake, triage/);
    expect(() => programOf('toString')).toThrow(/no command/);
    expect(() => programOf(undefined)).toThrow(/one of its commands/);
  });
});
