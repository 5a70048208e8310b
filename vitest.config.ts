import { defineConfig } from 'vitest/config';

/** Beside the source or under tests/; files for Playwright end in `.spec.ts`. */
const unit = ['src-*/**/*.test.{ts,tsx}', 'build/**/*.test.ts', 'tests/**/*.test.ts'];
const integration = ['tests/integration/**/*.test.ts'];
const never = ['**/node_modules/**', 'dist/**', 'tests/{e2e,screenshots,chaos}/**'];

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
          // Loading the modules anew for every file would be half of the time. So: what a test puts in a global's place it takes
          // back, and databases in memory have names of their own.
          isolate: false,
          // Dexie looks for it once, when it is loaded: by a file that needs no database, too, if that comes first.
          setupFiles: ['fake-indexeddb/auto'],
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
          // Its tests wait for processes to start, to die and to be missed: one more than cores keeps these busy.
          maxWorkers: 3,
          // Projects of different numbers of workers can only run one after the other.
          sequence: { groupOrder: 1 },
          // A file starts its own PostgreSQL; under load that takes a while.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          teardownTimeout: 30_000,
        },
      },
    ],
  },
});
