import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { isTest } from '../lib/files.ts';
import type { MeasuredFile } from './measure.ts';

/** What is kept: per area the share of test lines below which it may not fall. Raised by hand when an area has grown. */
const FLOORS = 'build/test-floors.json';
const floorsSchema = z.record(z.string(), z.number());

interface Area {
  readonly name: string;
  /** Wanted lines of tests for each line of code, blank ones aside. */
  readonly goal: number;
  /** Beginnings of the paths of its code and of the tests beside it. */
  readonly code: readonly string[];
  /** Tests that lie elsewhere, and what they need. */
  readonly tests: readonly string[];
  /** What lies among the tests and proves nothing by itself. */
  readonly aside?: readonly string[];
}

/** Where a mistake loses a client's message tests are twice as long as the code. */
export const areas: readonly Area[] = [
  { name: 'all', goal: 1, code: ['src-'], tests: ['tests/'], aside: ['tests/bench/', 'tests/screenshots/'] },
  {
    name: 'sync',
    goal: 2,
    code: ['src-renderer/data/sync/'],
    tests: ['tests/support/fake-hub/', 'tests/integration/sync', 'tests/integration/client-'],
  },
  { name: 'outbox', goal: 2, code: ['src-renderer/data/outbox/'], tests: [] },
  {
    name: 'feed',
    goal: 2,
    code: ['src-server/feed/'],
    tests: ['tests/integration/feed', 'tests/integration/scope', 'tests/integration/sync'],
  },
];

export interface Sized extends Pick<MeasuredFile, 'lines' | 'blank'> {
  readonly file: string;
}

/** Lines of tests for each line of code of an area; null where there is no code. */
export function ratio({ code, tests, aside = [] }: Area, entries: readonly Sized[]): number | null {
  const begins = (file: string, starts: readonly string[]): boolean =>
    starts.some((start) => file.startsWith(start));
  const count = (wanted: (file: string) => boolean): number =>
    entries.reduce((sum, { file, lines, blank }) => (wanted(file) ? sum + lines - blank : sum), 0);
  const lines = count((file) => begins(file, code) && !isTest(file));
  if (lines === 0) return null;
  const proves = (file: string): boolean => begins(file, [...code, ...tests]) && !begins(file, aside);
  return count((file) => isTest(file) && proves(file)) / lines;
}

/**
 * Holds the areas against their floors; a goal that is not reached yet is only said.
 * @param root of the project; one without a file of floors is not held against anything
 */
export function judgeTestLength(
  root: string,
  entries: readonly Sized[],
): { summary: string[]; findings: string[] } {
  const place = path.join(root, FLOORS);
  if (!existsSync(place)) return { summary: [], findings: [] };
  const floors = floorsSchema.parse(JSON.parse(readFileSync(place, 'utf8')));
  const findings: string[] = [];
  const said = areas.map((area) => {
    const { name, goal } = area;
    const now = ratio(area, entries);
    const floor = Math.min(goal, floors[name] ?? 0);
    if (now === null) {
      findings.push(`${FLOORS}: no code of "${name}" was found`);
      return `${name} –`;
    }
    if (now < floor) {
      const code = area.code.join(', ');
      findings.push(
        `${code}: ${now.toFixed(2)} lines of tests for each line of code, were ${floor} (${FLOORS})`,
      );
    }
    return `${name} ${now.toFixed(2)} of ${goal}`;
  });
  return { summary: [`tests for each line of code: ${said.join(', ')}`], findings };
}
