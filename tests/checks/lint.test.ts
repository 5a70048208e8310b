import { describe, expect, test } from 'vitest';
import { lint } from '../../build/scripts/check/lint.ts';
import { scratchProject } from './scratch-project.ts';

async function findings(files: Record<string, string>): Promise<string> {
  const result = await lint.run({ root: scratchProject(files), paths: [] });
  return result.findings.join('\n');
}

test('clean code has no findings', async () => {
  expect(await findings({ 'src-server/a.ts': 'export const a = (n: number): number => n + 1;\n' })).toBe('');
});

describe('bites', () => {
  const cases: Record<string, [file: string, code: string, rule: string]> = {
    'floating promise': [
      'src-server/a.ts',
      'const work = async (): Promise<void> => {};\nexport const go = (): void => {\n  work();\n};\n',
      'no-floating-promises',
    ],
    'promise hidden by void': [
      'src-server/a.ts',
      'const work = async (): Promise<void> => {};\nexport const go = (): void => {\n  void work();\n};\n',
      'no-floating-promises',
    ],
    any: ['src-server/a.ts', 'export const a = (x: any): unknown => x;\n', 'no-explicit-any'],
    'any by the back door': [
      'src-server/a.ts',
      "export const a: number = JSON.parse('1');\n",
      'no-unsafe-assignment',
    ],
    'switch that forgets a member': [
      'src-server/a.ts',
      "export function a(x: 'l' | 'r'): number {\n  switch (x) {\n    case 'l':\n      return 1;\n  }\n  return 0;\n}\n",
      'switch-exhaustiveness-check',
    ],
    'default export': ['src-server/a.ts', 'export default 1;\n', 'no-default-export'],
    barrel: ['src-server/a.ts', "export * from './b.ts';\n", 'no-barrel-file'],
    'electron outside of the shell': [
      'src-renderer/kit/a.ts',
      "import { app } from 'electron';\nexport const a = app;\n",
      'no-restricted-imports',
    ],
    'React in the data core': [
      'src-renderer/data/sync/a.ts',
      "import { useState } from 'react';\nexport const a = useState;\n",
      'no-restricted-imports',
    ],
    'raw IPC outside of its wrapper': [
      'src-main/modules/tray.ts',
      "import { ipcMain } from 'electron';\nexport const a = ipcMain;\n",
      'no-restricted-imports',
    ],
    'hook in a condition': [
      'src-renderer/kit/a.tsx',
      "import { useState } from 'react';\nexport function A({ on }: { on: boolean }) {\n  if (on) useState(1);\n  return null;\n}\n",
      'rules-of-hooks',
    ],
    'test that runs alone': [
      'src-server/a.test.ts',
      "import { expect, test } from 'vitest';\ntest.only('x', () => {\n  expect(1).toBe(1);\n});\n",
      'no-focused-tests',
    ],
    'lint rule switched off without need': [
      'src-server/a.ts',
      '// oxlint-disable-next-line no-eval\nexport const a = 1;\n',
      'Unused',
    ],
  };

  test.each(Object.entries(cases))('%s', async (_name, [file, code, rule]) => {
    expect(await findings({ [file]: code, 'src-server/b.ts': 'export const b = 1;\n' })).toMatch(
      new RegExp(`^${file.replaceAll('.', '\\.')}:.*${rule}`, 'm'),
    );
  });
});

test('raw IPC is allowed in its wrappers', async () => {
  const code = "import { ipcMain } from 'electron';\nexport const a = ipcMain;\n";
  expect(await findings({ 'src-main/modules/bridge.ts': code })).not.toContain('no-restricted-imports');
});

test('no files is a failure', async () => {
  expect(await findings({})).toBe('no files to lint were found');
});
