import { defineConfig } from 'vitest/config';

/** Beside the source or under tests/; files for Playwright end in `.spec.ts`. */
const unit = ['src-*/**/*.test.{ts,tsx}', 'build/**/*.test.ts', 'tests/**/*.test.ts'];
const integration = ['tests/integration/**/*.test.ts'];
const never = ['**/node_modules/**', 'dist/**', 'tests/{e2e,screenshots,chaos,bench}/**'];

export default defineConfig({
  test: {
    // The machine may have two cores and a hub and a browser on them.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: unit,
          exclude: [...never, ...integration],
          environment: 'node',
          // The checks' own tests start compilers; on a busy machine that takes a while.
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: integration,
          exclude: never,
          environment: 'node',
          pool: 'forks',
          // A file starts its own PostgreSQL; under load that takes a while.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          teardownTimeout: 30_000,
        },
      },
    ],
  },
});
