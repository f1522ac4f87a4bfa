import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['aduan-source'] },
  ssr: { resolve: { conditions: ['aduan-source', 'node', 'import', 'module', 'default'] } },
  test: {
    pool: 'forks',
    include: ['**/*.spec.ts'],
    exclude: ['**/node_modules/**', 'dist/**', '.aduan/**'],
  },
});
