import { z } from 'zod';
import { kecamatanCode } from '#libs/contracts';
import { officeCalendar, type OfficeCalendar } from './calendar.js';
import { asList, asRecord, noDuplicates, withRules, type Rule } from './checks.js';
import type { Kabupaten, KecamatanSetup } from './kabupaten.js';
import { procedure } from './procedure.js';
import type { Path } from './yaml-source.js';
import { timeZones, type TimeZone } from './zone.js';

const name = z.string().min(1).max(120);
const sharedKeys: readonly string[] = ['channels', 'categories', 'units'];

// What is put together from the top of the file would silently win over these.
const nothingStandsTwice: Rule = (value, problem) => {
  for (const key of ['kecamatan', 'kabupaten', 'timeZone', 'language', ...sharedKeys, 'villages'])
    if (key in asRecord(asRecord(value).procedure))
      problem(['procedure', key], 'stands once at the top of the file or of the kecamatan');
};

const enabledEntry = withRules(
  z.strictObject({
    code: kecamatanCode,
    name,
    enabled: z.literal(true),
    /** What differs between kecamatan; units, categories and channels stand once at the top. */
    procedure: z.record(z.string(), z.unknown()),
    villages: z.unknown(),
    /** Instead of the calendar of the kabupaten. */
    calendar: officeCalendar.optional(),
  }),
  nothingStandsTwice,
);
const disabledEntry = z.strictObject({ code: kecamatanCode, name, enabled: z.literal(false) });
const entry = z.discriminatedUnion('enabled', [enabledEntry, disabledEntry], {
  error: (issue) =>
    issue.code === 'invalid_union' ? 'must say enabled: true or false' : undefined,
});

const liesInKabupaten: Rule = (value, problem) => {
  const { kabupaten, kecamatan } = asRecord(value);
  const { code } = asRecord(kabupaten);
  for (const [index, item] of asList(kecamatan).entries()) {
    const own = asRecord(item).code;
    if (typeof own === 'string' && typeof code === 'string' && !own.startsWith(`${code}.`))
      problem(['kecamatan', index, 'code'], `${own} does not lie in ${code}`);
  }
};

const someEnabled: Rule = (value, problem) => {
  const entries = asList(asRecord(value).kecamatan);
  if (!entries.some((item) => asRecord(item).enabled === true))
    problem(['kecamatan'], 'no kecamatan is enabled');
};

const isZone = (value: unknown): value is TimeZone => timeZones.some((zone) => zone === value);

const oneTimeZone: Rule = (value, problem) => {
  const { kabupaten, calendar, kecamatan } = asRecord(value);
  const { timeZone } = asRecord(kabupaten);
  const check = (own: unknown, path: PropertyKey[]): void => {
    if (isZone(own) && isZone(timeZone) && own !== timeZone)
      problem(path, `the kabupaten lies in ${timeZone}`);
  };
  check(asRecord(calendar).timeZone, ['calendar', 'timeZone']);
  for (const [index, item] of asList(kecamatan).entries())
    check(asRecord(asRecord(item).calendar).timeZone, ['kecamatan', index, 'calendar', 'timeZone']);
};

// Two series with one pattern would give two cases the same number.
const patternsDiffer: Rule = (value, problem) => {
  const seen = new Set<string>();
  for (const [index, item] of asList(asRecord(value).kecamatan).entries()) {
    const numbering = asRecord(asRecord(asRecord(item).procedure).numbering);
    for (const [series, pattern] of Object.entries(numbering)) {
      if (typeof pattern !== 'string') continue;
      if (seen.has(pattern))
        problem(
          ['kecamatan', index, 'procedure', 'numbering', series],
          `pattern ${pattern} stands twice`,
        );
      seen.add(pattern);
    }
  }
};

/** The file as written; the procedures are checked when they are assembled. */
const kabupatenFile = withRules(
  z.strictObject({
    kabupaten: z.strictObject({
      code: z.string().regex(/^\d{2}\.\d{2}$/),
      name,
      timeZone: z.enum(timeZones),
      language: z.enum(['id', 'en']),
    }),
    calendar: officeCalendar,
    channels: z.unknown(),
    categories: z.unknown(),
    units: z.unknown(),
    kecamatan: withRules(z.array(entry).min(1).max(100), noDuplicates('code')),
  }),
  liesInKabupaten,
  someEnabled,
  oneTimeZone,
  patternsDiffer,
);

/** Something wrong with the data of the file, by its path in the file. */
export interface DataProblem {
  path: Path;
  reason: string;
}

/** Checks the data of a file of `deploy/kabupaten` and puts the procedures together. */
export const readKabupaten = (data: unknown): Kabupaten | DataProblem[] => {
  const file = kabupatenFile.safeParse(data, { reportInput: true });
  const problems = file.success ? [] : problemsOf(file.error.issues, (path) => path);
  const setups = asList(asRecord(data).kecamatan).flatMap((item, index): KecamatanSetup[] => {
    const own = asRecord(item);
    if (own.enabled !== true) return [];
    const checked = procedure.safeParse(assemble(asRecord(data), own), { reportInput: true });
    if (!checked.success) {
      problems.push(...problemsOf(checked.error.issues, pathInFile(asRecord(data), index)));
      return [];
    }
    const { code, name } = checked.data.kecamatan;
    const calendar = (own.calendar ?? asRecord(data).calendar) as OfficeCalendar;
    return [{ code, name, enabled: true, procedure: checked.data, calendar }];
  });
  if (!file.success || problems.length > 0) return problems;
  return {
    code: file.data.kabupaten.code,
    name: file.data.kabupaten.name,
    timeZone: file.data.kabupaten.timeZone,
    kecamatan: file.data.kecamatan.map(
      (each): KecamatanSetup =>
        setups.find(({ code }) => code === each.code) ?? {
          code: each.code,
          name: each.name,
          enabled: false,
        },
    ),
  };
};

const assemble = (data: Record<string, unknown>, own: Record<string, unknown>) => {
  const { code, name, timeZone, language } = asRecord(data.kabupaten);
  return {
    ...asRecord(own.procedure),
    kecamatan: { code: own.code, name: own.name },
    kabupaten: { code, name },
    timeZone,
    language,
    channels: data.channels,
    categories: data.categories,
    units: Array.isArray(data.units) ? [...asList(data.units), ...localUnits(own)] : data.units,
    villages: own.villages,
  };
};

/** The office of the kecamatan, then its kelurahan and desa, with their region codes as ids. */
const localUnits = (own: Record<string, unknown>) => [
  { id: own.code, name: `Kecamatan ${String(own.name)}`, kind: 'kecamatan', kecamatan: own.code },
  ...asList(own.villages)
    .map(asRecord)
    .map(({ code, name, kind }) => ({
      id: code,
      name: `${kind === 'desa' ? 'Desa' : 'Kelurahan'} ${String(name)}`,
      kind,
      kecamatan: own.code,
    })),
];

/** From the path in an assembled procedure to the path in the file. */
const pathInFile = (data: Record<string, unknown>, index: number) => {
  const entry = ['kecamatan', index] as const;
  const shared = asList(data.units).length;
  return ([first, ...rest]: Path): Path => {
    if (first === 'units' && rest[0] === shared) return [...entry, 'code'];
    if (first === 'units' && Number(rest[0]) > shared)
      return [...entry, 'villages', Number(rest[0]) - shared - 1];
    if (first === 'kecamatan') return [...entry, ...rest];
    if (first === 'villages') return [...entry, 'villages', ...rest];
    if (first === 'kabupaten') return ['kabupaten', ...rest];
    if (first === 'timeZone' || first === 'language') return ['kabupaten', first];
    if (typeof first === 'string' && sharedKeys.includes(first)) return [first, ...rest];
    return [...entry, 'procedure', ...(first === undefined ? [] : [first, ...rest])];
  };
};

const problemsOf = (issues: z.core.$ZodIssue[], place: (path: Path) => Path): DataProblem[] =>
  issues.flatMap((issue): DataProblem[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        path: place([...issue.path, key]),
        reason: 'unknown key',
      }));
    const missing = issue.code !== 'custom' && issue.input === undefined;
    return [{ path: place(issue.path), reason: missing ? 'is missing' : issue.message }];
  });
