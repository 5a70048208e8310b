import { describe, expect, test } from 'vitest';
import { format } from '../../build/scripts/check/format.ts';
import { words } from '../../build/scripts/check/words.ts';
import { scratchProject } from './scratch-project.ts';

describe('words', () => {
  const find = async (text: string): Promise<readonly string[]> =>
    (await words.run({ root: scratchProject({ 'docs/a.md': text }), paths: [] })).findings;

  // Put together here, so that the check does not find them in this file.
  const cases = {
    'registry address': ['"resolved": "https:', '//packages.example/zod/-/zod-4.0.0.tgz"'],
    'registry host': ['see https:', '//registry.example/zod'],
    'path of a home': ['run /home', '/anna/otklik/start'],
    'path on Windows': ['C:\\Users', '\\anna\\otklik'],
    'conflict marker': ['<<<<', '<<< HEAD'],
    'private key': ['-----BEGIN ', 'PRIVATE KEY-----'],
  };

  test.each(Object.entries(cases))('%s', async (_name, parts) => {
    expect(await find(`fine\n${parts.join('')}\n`)).toEqual([expect.stringMatching(/^docs\/a\.md:2: /)]);
  });

  test('ordinary addresses and paths are fine', async () => {
    expect(await find('https://nodejs.org /api/openapi.json `/demo/` src-server/main.ts /home\n')).toEqual(
      [],
    );
  });
});

describe('format', () => {
  test('names the file that is not formatted', async () => {
    const root = scratchProject({
      'src-server/a.ts': 'export const a   = 1\n',
      'src-server/b.ts': 'export const b = 1;\n',
    });
    const { findings } = await format.run({ root, paths: ['src-server/a.ts', 'src-server/b.ts'] });
    expect(findings).toEqual([expect.stringMatching(/^src-server\/a\.ts: not formatted/)]);
  });

  test('a file that cannot be parsed is a failure', async () => {
    const root = scratchProject({ 'src-server/a.ts': 'export const = ;\n' });
    expect((await format.run({ root, paths: ['src-server'] })).findings).not.toEqual([]);
  });

  test('no files is a failure', async () => {
    expect((await format.run({ root: scratchProject({}), paths: ['nowhere'] })).findings).toHaveLength(1);
  });
});
