import { defineConfig } from 'vitest/config';

const conditions = ['aduan-source'];
const resolve = {
  resolve: { conditions },
  ssr: { resolve: { conditions: [...conditions, 'node', 'import', 'default'] } },
};
const never = ['**/node_modules/**', 'dist/**', '.aduan/**'];

// Only `npm run test:containers` has what these need.
const containers = {
  ...resolve,
  test: {
    name: 'containers',
    sequence: { groupOrder: 9 },
    include: ['test/containers/**/*.containers.spec.ts'],
    exclude: never,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
};

/** Three levels: pure specs, specs with real servers, journeys through the whole system. */
export default defineConfig({
  test: {
    projects: [
      {
        ...resolve,
        test: {
          name: 'unit',
          sequence: { groupOrder: 0 },
          include: ['**/*.spec.{ts,tsx}'],
          exclude: [
            ...never,
            '**/*.int.spec.ts',
            '**/*.e2e.spec.ts',
            '**/*.containers.spec.ts',
            '**/*.browser.spec.ts',
            '**/*.failure.spec.ts',
          ],
          testTimeout: 60_000,
          // Pure specs leave nothing behind: one set of modules serves them all.
          pool: 'threads',
          isolate: false,
        },
      },
      {
        ...resolve,
        test: {
          name: 'int',
          sequence: { groupOrder: 1 },
          include: ['**/*.int.spec.ts'],
          exclude: never,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        ...resolve,
        test: {
          name: 'e2e',
          sequence: { groupOrder: 2 },
          include: ['**/*.e2e.spec.ts'],
          exclude: never,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        ...resolve,
        test: {
          // `npm run test:failure`: what takes too long for `npm test`.
          name: 'failure',
          sequence: { groupOrder: 3 },
          include: ['test/failure/**/*.failure.spec.ts'],
          exclude: never,
          testTimeout: 120_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
      {
        ...resolve,
        test: {
          // `npm run test:browser`: every page in every language and width.
          name: 'browser',
          sequence: { groupOrder: 4 },
          include: ['test/browser/**/*.browser.spec.ts'],
          exclude: never,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
      ...(process.env['ADUAN_CONTAINERS'] === '1' ? [containers] : []),
    ],
  },
});
