import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigurationError, enabledKecamatan, loadKabupaten, parseKabupaten } from '../index.js';
import { maxCharacters } from './yaml-source.js';

const file = 'deploy/kabupaten/penajam-paser-utara.yaml';
const good = await readFile(file, 'utf8');

const refusal = (text: string): ConfigurationError => {
  try {
    parseKabupaten(text, 'test.yaml');
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('the text was accepted');
};

/** Replaces the first occurrence of `from` after `after`, and tells the line where the change begins. */
const broken = (after: string, from: string, to: string): { text: string; line: number } => {
  const at = good.indexOf(from, good.indexOf(after));
  if (good.indexOf(after) < 0 || at < 0) throw new Error(`not in the file: ${after} … ${from}`);
  return {
    text: good.slice(0, at) + to + good.slice(at + from.length),
    line: good.slice(0, at).split('\n').length,
  };
};

describe('one wrong thing: its line and its reason, and nothing else', () => {
  const mistakes: [what: string, after: string, from: string, to: string, reason: RegExp][] = [
    [
      'hours overlap',
      'weekly:',
      "from: '13:00'",
      "from: '11:59'",
      /^hours overlap .*11:59 < 12:00$/,
    ],
    ['hours reversed', 'weekly:', "to: '16:00'", "to: '12:30'", /^hours end at or before 13:00$/],
    ['not a time', 'weekly:', "'16:00'", "'25:00'", /not a time of day/],
    [
      'unquoted number for a time',
      'weekly:',
      "'16:00'",
      '1600',
      /expected string, received number/,
    ],
    [
      'period reversed',
      'ramadan-2026',
      "to: '2026-03-20'",
      "to: '2026-01-20'",
      /ends before it begins/,
    ],
    [
      'periods overlap',
      'ramadan-2027',
      "from: '2027-02-08'",
      "from: '2026-03-20'",
      /overlaps ramadan-2026/,
    ],
    [
      'duplicate period',
      'ramadan-2026',
      'id: ramadan-2027',
      'id: ramadan-2026',
      /^duplicate id ramadan-2026$/,
    ],
    [
      'holiday twice',
      'holidays:',
      "date: '2026-01-16'",
      "date: '2026-01-01'",
      /^duplicate date 2026-01-01$/,
    ],
    [
      'holiday in an unlisted year',
      'holidays:',
      "date: '2026-01-16'",
      "date: '2028-01-16'",
      /listedYears/,
    ],
    ['no such day', 'holidays:', "date: '2026-01-16'", "date: '2026-02-30'", /not a date/],
    ['unknown kind of holiday', 'holidays:', 'kind: national', 'kind: natoinal', /Invalid option/],
    ['unknown zone', 'kabupaten:', 'Asia/Makassar', 'Asia/Singapore', /Invalid option/],
    [
      'zone of the calendar',
      'calendar:',
      'Asia/Makassar',
      'Asia/Jakarta',
      /lies in Asia\/Makassar/,
    ],
    ['unknown channel', 'channels:', 'id: walk-in', 'id: telegram', /^unknown channel telegram$/],
    ['duplicate channel', 'channels:', 'id: sms', 'id: phone', /^duplicate id phone$/],
    ['duplicate unit', 'units:', 'id: diskominfo', 'id: pupr', /^duplicate id pupr$/],
    [
      'unit named by a category',
      'id: pengawasan',
      'unit: inspektorat',
      'unit: kpk',
      /^unknown unit kpk$/,
    ],
    [
      'unknown parent',
      'id: pengawasan',
      'parent: pengawasan',
      'parent: nowhere',
      /unknown parent category/,
    ],
    ['own parent', 'id: pengawasan', 'parent: null', 'parent: pengawasan', /is its own ancestor/],
    ['minutes 0', 'steps:', 'minutes: 5', 'minutes: 0', /^minutes must be positive$/],
    [
      'unknown role',
      'steps:',
      'role: kasi',
      'role: lurah',
      /^unknown role lurah, expected petugas/,
    ],
    ['reporter does a step', 'steps:', 'role: kasi', 'role: reporter', /^unknown role reporter/],
    [
      'unknown event',
      'steps:',
      '[MeetingHeld]',
      '[MeetingHelt]',
      /^unknown event type MeetingHelt$/,
    ],
    [
      'total',
      'enabled: true',
      'totalMinutes: 245',
      'totalMinutes: 240',
      /^stated 240 .* add up to 245$/,
    ],
    ['limit 0', 'workingDayLimits:', 'forward: 3', 'forward: 0', /at least one working day/],
    [
      'unknown case type',
      'workingDayLimits:',
      'aspiration: null',
      'wish: 5',
      /unknown key|is missing/,
    ],
    [
      'complaint by the short way',
      'name: Penajam',
      '[consultation,',
      '[complaint,',
      /complaint cannot/,
    ],
    ['placeholder', 'numbering:', '{n:4}', '{m}', /^unknown placeholder \{m\}$/],
    ['no number in the pattern', 'numbering:', '{n:4}', '', /^placeholder \{n\} is missing$/],
    [
      'pattern of another kecamatan',
      'name: Penajam',
      '/Kec.Penajam/',
      '/Kec.Waru/',
      /stands twice/,
    ],
    [
      'Camat for sealed cases',
      'sealed:',
      'role: inspektorat',
      'role: camat',
      /expected "inspektorat"/,
    ],
    [
      'village elsewhere',
      'villages:',
      'code: 64.09.02.1003',
      'code: 64.09.03.1003',
      /does not lie in/,
    ],
    [
      'village twice',
      'villages:',
      'code: 64.09.02.2002',
      'code: 64.09.02.2001',
      /^duplicate (?:id|code) 64.09.02.2001$/,
    ],
    [
      'kelurahan as desa',
      'villages:',
      'kind: kelurahan',
      'kind: desa',
      /is not the code of a desa/,
    ],
    [
      'kecamatan elsewhere',
      'name: Babulu',
      'code: 64.09.04',
      'code: 64.10.04',
      /does not lie in 64.09/,
    ],
    [
      'kecamatan twice',
      'name: Babulu',
      'code: 64.09.04',
      'code: 64.09.03',
      /^duplicate code 64.09.03$/,
    ],
    ['neither on nor off', 'name: Babulu', 'enabled: false', 'enabled: maybe', /true or false/],
    ['unknown key', 'kabupaten:', 'language: id', 'languages: id', /^unknown key$|^is missing$/],
    [
      'unknown key in a step',
      'steps:',
      'minutes: 5',
      "minute: '5'\n          minutes: 5",
      /^unknown key$/,
    ],
    [
      'key of the whole kabupaten',
      'enabled: true',
      'totalMinutes: 245',
      'units: []\n      totalMinutes: 245',
      /once at the top/,
    ],
  ];

  it.each(mistakes)('%s', (_, after, from, to, reason) => {
    const { text, line } = broken(after, from, to);
    const { problems } = refusal(text);
    expect(problems.map((problem) => problem.reason)).toEqual(
      problems.map(() => expect.stringMatching(reason)),
    );
    expect(problems.map((problem) => problem.file)).toEqual(problems.map(() => 'test.yaml'));
    expect(problems.map((problem) => problem.line)).toContain(line);
  });
});

describe('several wrong things', () => {
  it('are all named, in the order of the file, with the path', () => {
    const text = good
      .replace("from: '13:00'", "from: '11:00'")
      .replace('id: dlh', 'id: pupr')
      .replace('minutes: 20', 'minutes: 200')
      .replace(
        'role: camat\n          title: { id: Camat,',
        'role: bupati\n          title: { id: Camat,',
      )
      .replace('silentClose: 10', 'silentClose: soon');
    const error = refusal(text);
    expect(error.problems.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
      'calendar.weekly.monday[1].from: hours overlap or are out of order: 11:00 < 12:00',
      'units[1].id: duplicate id pupr',
      // The unit that went away is still proposed by categories.
      ...Array.from(
        { length: 6 },
        () => expect.stringMatching(/unit: unknown unit dlh$/) as string,
      ),
      'kecamatan[0].procedure.totalMinutes: stated 245 minutes, the steps add up to 425',
      'kecamatan[0].procedure.steps[5].role: unknown role bupati, expected petugas, tim, kasi, camat',
      'kecamatan[0].procedure.workingDayLimits.silentClose: Invalid input: expected number, received string',
      'kecamatan[1].procedure.totalMinutes: stated 245 minutes, the steps add up to 425',
    ]);
    expect(error.message.split('\n')[0]).toMatch(
      /^test\.yaml:29: calendar\.weekly\.monday\[1\]\.from: hours/,
    );
  });

  it('a missing step is named, by number and at the list of steps', () => {
    const start = good.indexOf('        - step: 4');
    const text = good.slice(0, start) + good.slice(good.indexOf('        - step: 5'));
    const stepsLine = text.slice(0, text.indexOf('steps: &steps')).split('\n').length;
    expect(refusal(text).problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ line: stepsLine, reason: 'step 4 is missing' }),
        expect.objectContaining({ line: stepsLine, reason: 'the procedure has seven steps' }),
      ]),
    );
  });

  it('a problem behind an alias is placed where the data stands', () => {
    const { text, line } = broken('steps: &steps', 'minutes: 120', 'minutes: 1.5');
    const { problems } = refusal(text);
    expect(
      new Set(problems.filter(({ path }) => path.endsWith('minutes')).map((each) => each.line)),
    ).toEqual(new Set([line]));
  });
});

describe('what is put together from several places', () => {
  const villageTwice = broken('villages:', 'code: 64.09.02.2002', 'code: 64.09.02.2001');

  it('a problem with a kelurahan or desa is placed at its own line only', () => {
    const { problems } = refusal(villageTwice.text);
    expect(problems.map(({ line }) => line)).toEqual(problems.map(() => villageTwice.line));
    expect(problems.map(({ path }) => path)).toContain('kecamatan[0].villages[2].code');
  });

  it('a unit may not take the code of a kecamatan', () => {
    const { text } = broken('units:', 'id: diskominfo', 'id: 64.09.02');
    expect(refusal(text).problems).toEqual([
      expect.objectContaining({ path: 'kecamatan[0].code', reason: 'duplicate id 64.09.02' }),
    ]);
  });

  it('a unit of one kecamatan may not stand among those of all', () => {
    const { text, line } = broken('units:', 'kecamatan: null', 'kecamatan: 64.09.02');
    expect(refusal(text).problems).toEqual([
      expect.objectContaining({ line, reason: 'unit of 64.09.02 in the procedure of 64.09.01' }),
    ]);
  });

  it('a kecamatan may have a calendar of its own', () => {
    const calendar = good
      .slice(good.indexOf('calendar:'), good.indexOf('# Minutes of step 1'))
      .replaceAll('\n', '\n    ')
      .replace('weeklyConfirmed: false', 'weeklyConfirmed: true');
    const text = good.replace('name: Penajam\n', `name: Penajam\n    ${calendar.trimEnd()}\n`);
    const confirmed = enabledKecamatan(parseKabupaten(text, 'test.yaml')).map(
      (each) => each.calendar.weeklyConfirmed,
    );
    expect(confirmed).toEqual([false, true]);
  });

  it('some kecamatan must take part', () => {
    const list = good.slice(0, good.indexOf('\nkecamatan:'));
    const text = `${list}\nkecamatan:\n  - { code: 64.09.03, name: Babulu, enabled: false }\n`;
    expect(refusal(text).problems.map(({ reason }) => reason)).toEqual(['no kecamatan is enabled']);
  });
});

describe('what is not YAML, or not ours', () => {
  it.each([
    ['a bracket never closed', 'kabupaten:\n  code: "64.09"\n  name: [a, b\ncalendar: 1\n', 4],
    ['a key twice', 'kabupaten:\n  code: "64.09"\n  name: a\n  name: b\n', 4],
    ['a tab for indentation', 'kabupaten:\n\tcode: 1\n', 2],
    ['an unknown tag', 'kabupaten:\n  code: !secret x\n', 2],
    ['an anchor that is not there', 'kabupaten:\n  code: *nowhere\n', 2],
    ['two documents', 'kabupaten: 1\n---\nkabupaten: 2\n', 1],
  ])('%s: the line of the fault', (_, text, line) => {
    expect(refusal(text).problems[0]).toMatchObject({ file: 'test.yaml', line });
  });

  it.each(['', '# nothing\n', 'null', '[]', '42', 'text'])('%j is refused at line 1', (text) => {
    expect(refusal(text).problems[0]?.line).toBe(1);
  });

  it('aliases that multiply are refused', () => {
    const levels = Array.from(
      { length: 9 },
      (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]`,
    );
    expect(refusal(`a0: &a0 [x]\n${levels.join('\n')}\n`).message).toMatch(/alias/i);
  });

  it('a file of megabytes is refused unread', () => {
    expect(refusal('x'.repeat(maxCharacters + 1)).message).toMatch(/larger than/);
  });
});

describe('the file itself', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kabupaten-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('missing', async () => {
    const path = join(folder, 'none.yaml');
    await expect(loadKabupaten(path)).rejects.toThrow(new RegExp(`^${path}:1: ENOENT`));
  });

  it('a folder', async () => {
    await expect(loadKabupaten(folder)).rejects.toThrow(ConfigurationError);
  });

  it('not UTF-8', async () => {
    const path = join(folder, 'latin1.yaml');
    await writeFile(path, Buffer.from('kabupaten: \xe9\n', 'latin1'));
    await expect(loadKabupaten(path)).rejects.toThrow(ConfigurationError);
  });

  it('with a byte order mark and Windows line ends is read', async () => {
    const path = join(folder, 'windows.yaml');
    await writeFile(path, `\ufeff${good.replaceAll('\n', '\r\n')}`);
    expect(await loadKabupaten(path)).toEqual(await loadKabupaten(file));
  });
});
