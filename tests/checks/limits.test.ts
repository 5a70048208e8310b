import { describe, expect, test } from 'vitest';
import { bounds, limits, percentile } from '../../build/scripts/check/limits.ts';
import { measure } from '../../build/scripts/check/measure.ts';
import { scratchProject } from './scratch-project.ts';

async function findings(files: Record<string, string>): Promise<string> {
  const result = await limits.run({ root: scratchProject(files), paths: [] });
  return result.findings.join('\n');
}

const statements = (count: number): string => 'step();\n'.repeat(count);
const fn = (name: string, lines: number): string =>
  `export function ${name}() {\n${statements(lines - 2)}}\n`;

/** Enough files for shares and percentiles, with a good share of comments. */
const crowd = (content: string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`src-server/f${index}.ts`, content]));
const good = `// Why this is so.\n${fn('a', 9)}`;

describe('one file', () => {
  test('too many lines', async () => {
    const found = await findings({ 'src-server/a.ts': statements(bounds.fileMax + 1) });
    expect(found).toBe(`src-server/a.ts: ${bounds.fileMax + 1} lines, allowed are ${bounds.fileMax}`);
    expect(await findings({ 'src-server/a.ts': statements(bounds.fileMax) })).toBe('');
  });

  test('too long a function, with name and place', async () => {
    const found = await findings({ 'src-server/a.ts': `step();\n${fn('run', bounds.functionMax + 1)}` });
    expect(found).toBe(
      `src-server/a.ts:2: run has ${bounds.functionMax + 1} lines, allowed are ${bounds.functionMax}`,
    );
  });

  test('a component may be longer, but not without end', async () => {
    const long = bounds.functionMax + 1;
    expect(await findings({ 'src-renderer/kit/a.tsx': fn('Panel', long) })).toBe('');
    expect(await findings({ 'src-renderer/kit/a.tsx': fn('usePanel', long) })).toContain('usePanel');
    expect(await findings({ 'src-renderer/kit/a.tsx': fn('Panel', bounds.componentMax + 1) })).toContain(
      'Panel',
    );
  });

  test('a barrel', async () => {
    expect(await findings({ 'src-server/a.ts': "export { b } from './b.ts';\n" })).toContain(
      'src-server/a.ts:1: a barrel',
    );
    expect(await findings({ 'src-server/a.ts': "export * from './b.ts';\nexport const a = 1;\n" })).toContain(
      'a barrel',
    );
    expect(await findings({ 'src-server/a.ts': "export { b } from './b.ts';\nexport const a = 1;\n" })).toBe(
      '',
    );
  });
});

describe('all files together', () => {
  test('a good project has no findings', async () => {
    expect(await findings(crowd(good))).toBe('');
  });

  test('the median of the files', async () => {
    const found = await findings(crowd(good.repeat(9)));
    expect(found).toContain(`code: median file has 90 lines, allowed are ${bounds.fileMedian}`);
  });

  test('the 95th percentile of files, naming the longest', async () => {
    const long = good.repeat(40);
    const found = await findings({ ...crowd(good), 'src-server/x.ts': long, 'src-server/y.ts': long });
    expect(found).toContain('95th percentile of files is 400 lines');
    expect(found).toContain('src-server/x.ts: 400 lines, one of the longest files');
  });

  test('the 95th percentile of functions, naming the longest', async () => {
    const long = `// Why.\n${fn('slow', 60)}`;
    const found = await findings({ ...crowd(good), 'src-server/x.ts': long, 'src-server/y.ts': long });
    expect(found).toContain('95th percentile of functions is 60 lines');
    expect(found).toContain('src-server/x.ts:2 slow: 60 lines');
  });

  test('too few and too many comments', async () => {
    expect(await findings(crowd(fn('a', 9)))).toContain('comments are 0.0 % of the lines');
    expect(await findings(crowd(`// 1\n// 2\n// 3\n${fn('a', 9)}`))).toContain(
      'comments are 25.0 % of the lines',
    );
  });

  test('tests are counted apart', async () => {
    const tests = Object.fromEntries(
      Object.entries(crowd(fn('a', 9))).map(([file, text]) => [file.replace('.ts', '.test.ts'), text]),
    );
    const result = await limits.run({ root: scratchProject({ ...crowd(good), ...tests }), paths: [] });
    expect(result.findings).toEqual([]);
    expect(result.summary).toContain('code: 20 files');
    expect(result.summary).toContain('tests: 20 files');
  });

  test('no files is a failure', async () => {
    expect(await findings({})).toBe('no files to measure were found');
  });
});

describe('tests as long as the code', () => {
  const code = 'step();\n'.repeat(10);
  /** A project in which every area has ten lines of code and so many lines of tests beside them. */
  const project = (tests: number, floors: object): Record<string, string> => ({
    'build/test-floors.json': JSON.stringify(floors),
    ...Object.fromEntries(
      ['src-renderer/data/sync', 'src-renderer/data/outbox', 'src-server/feed'].flatMap((folder) => [
        [`${folder}/a.ts`, code],
        [`${folder}/a.test.ts`, `${statements(tests)}\n\n`],
      ]),
    ),
  });

  test('an area below its floor is named with both figures', async () => {
    const found = await findings(project(12, { all: 1, sync: 1.3, outbox: 1.2, feed: 1.2 }));
    expect(found).toBe(
      'src-renderer/data/sync/: 1.20 lines of tests for each line of code, were 1.3 (build/test-floors.json)',
    );
  });

  test('below the goal but not below the floor is only said; blank lines are nothing', async () => {
    const root = scratchProject(project(12, { all: 1, sync: 1.2, outbox: 1.2, feed: 1.2 }));
    const { summary, findings: found } = await limits.run({ root, paths: [] });
    expect(found).toEqual([]);
    expect(summary).toContain('all 1.20 of 1, sync 1.20 of 2, outbox 1.20 of 2, feed 1.20 of 2');
  });

  test('a floor asks for no more than the goal', async () => {
    expect(await findings(project(20, { all: 9, sync: 9, outbox: 9, feed: 9 }))).toBe('');
  });

  test('tests elsewhere count for the area that they prove', async () => {
    const files = project(12, { sync: 1.6, feed: 1.6 });
    expect(await findings({ ...files, 'tests/integration/sync.test.ts': statements(4) })).toBe('');
    expect(await findings({ ...files, 'tests/integration/http.test.ts': statements(4) })).not.toBe('');
  });

  test('benchmarks and pictures prove nothing', async () => {
    const files = { ...project(8, { all: 1 }), 'tests/bench/main.ts': statements(40) };
    expect(await findings(files)).toContain('src-: 0.80 lines of tests');
  });

  test('an area whose code was moved is missed; a part of the tree is not judged', async () => {
    const { 'src-server/feed/a.ts': _, ...files } = project(12, { all: 9 });
    expect(await findings(files)).toContain('no code of "feed" was found');
    const result = await limits.run({ root: scratchProject(files), paths: ['src-renderer'] });
    expect(result.findings).toEqual([]);
  });
});

describe('measure', () => {
  test('counts comment lines by syntax, not by look', () => {
    const text = [
      '/**',
      ' * Two lines of prose,',
      ' *',
      ' */',
      "const url = 'http://x'; // behind code: not counted",
      'const pattern = /\\/\\/ no comment/;',
      'const text = `',
      '// not a comment',
      '`;',
      '// one',
      '',
    ].join('\n');
    expect(measure('a.ts', text)).toMatchObject({ lines: 10, blank: 0, comments: 5 });
  });

  test('counts a comment inside JSX once and takes no text for one', () => {
    const text = 'export const A = () => (\n  <p>\n    {/* why */}\n    // shown on the screen\n  </p>\n);\n';
    expect(measure('a.tsx', text).comments).toBe(1);
  });

  test('names functions by what they are assigned to', () => {
    const text = 'const Row = memo((p: P) => {\n  return p;\n});\nclass A {\n  run() {\n    go();\n  }\n}\n';
    expect(measure('a.tsx', text).functions).toEqual([
      { name: 'Row', line: 1, lines: 3, isComponent: true },
      { name: 'run', line: 5, lines: 3, isComponent: false },
    ]);
  });
});

test('percentile takes the nearest rank', () => {
  expect(percentile([], 0.5)).toBe(0);
  expect(percentile([3, 1, 2], 0.5)).toBe(2);
  expect(
    percentile(
      Array.from({ length: 100 }, (_, index) => index + 1),
      0.95,
    ),
  ).toBe(95);
});
