const usualMb = 640;

/**
 * Environment in which the local system starts: the heap of its processes is bounded, in MiB, by `ADUAN_HEAP_MB` or 640.
 *
 * Node lets a heap grow by what the machine has rather than by what the program needs: on 24 GiB the system held 1,840 MiB
 * at rest with 10,000 complaints, and 943 MiB with this bound, at the same speed. A process that needs more ends with
 * "JavaScript heap out of memory" on stderr; what was acknowledged is on disk, and the next start goes on from there:
 * with more, as in `ADUAN_HEAP_MB=1500 npm start`. A bound that NODE_OPTIONS names already holds unless the setting is given.
 * Throws Error when the setting is no number.
 */
export const heapEnv = (env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv => {
  const given = env['ADUAN_HEAP_MB'];
  if (given !== undefined && !/^[1-9]\d{2,5}$/.test(given))
    throw new Error(`ADUAN_HEAP_MB is "${given}", not a whole number of MiB from 100 to 999999`);
  const before = env['NODE_OPTIONS'] ?? '';
  if (given === undefined && /max[-_]old[-_]space[-_]size/.test(before)) return env;
  return { ...env, NODE_OPTIONS: `${before} --max-old-space-size=${given ?? usualMb}`.trim() };
};
