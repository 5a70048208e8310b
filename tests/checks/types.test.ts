import { expect, test } from 'vitest';
import { types } from '../../build/scripts/check/types.ts';
import { scratchProject } from './scratch-project.ts';

async function findings(files: Record<string, string>, paths: string[] = []): Promise<readonly string[]> {
  const result = await types.run({ root: scratchProject(files), paths });
  return result.findings;
}

test('a clean project has no findings', async () => {
  expect(await findings({ 'src-shared/lib/a.ts': 'export const a: number = 1;\n' })).toEqual([]);
});

test('a wrong type is found, with its place', async () => {
  const found = await findings({ 'src-server/a.ts': "export const a: number = '1';\n" });
  expect(found.join('\n')).toMatch(/^src-server\/a\.ts\(1,14\): error TS2322/);
});

test('the wrong environment’s globals do not compile', async () => {
  const found = await findings({
    'src-shared/lib/a.ts': 'export const a = document.title;\n',
    'src-renderer/kit/b.ts': 'export const b = process.cwd();\n',
  });
  expect(found.join('\n')).toContain('src-shared/lib/a.ts');
  expect(found.join('\n')).toContain('src-renderer/kit/b.ts');
});

test('a file that no tsconfig includes is found', async () => {
  const found = await findings({
    'src-shared/lib/a.ts': 'export const a = 1;\n',
    'src-widget/tsconfig.json': '{ "extends": "../tsconfig.json", "include": ["./only/*.ts"] }',
    'src-widget/only/b.ts': 'export const b = 1;\n',
    'src-widget/other/c.ts': 'export const c = 1;\n',
  });
  expect(found).toEqual(['src-widget/other/c.ts: belongs to no tsconfig, so nothing checks its types']);
});

test('a project without code is a failure', async () => {
  expect(await findings({})).toEqual(['no tsconfig with code was found']);
});

test('findings can be narrowed to a folder', async () => {
  const files = {
    'src-server/a.ts': "export const a: number = '1';\n",
    'src-widget/a.ts': "export const a: number = '1';\n",
  };
  const found = await findings(files, ['src-widget']);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain('src-widget/a.ts');
});
