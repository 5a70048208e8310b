import { describe, expect, test } from 'vitest';
import { layers } from '../../build/scripts/check/layers.ts';
import { scratchProject } from './scratch-project.ts';

/** Findings for a project of these files. */
async function findings(files: Record<string, string>): Promise<readonly string[]> {
  const result = await layers.run({ root: scratchProject(files), paths: [] });
  return result.findings;
}

const id = 'export type Id = string;\nexport const id = "1";\n';

describe('allowed', () => {
  test('a clean project has no findings', async () => {
    const clean = await findings({
      'src-shared/lib/id.ts': id,
      'src-shared/domain/dialog.ts': `import type { Id } from '#shared/lib/id.ts';\nexport type Dialog = { id: Id };\n`,
      'src-renderer/features/list/list.ts': `import { id } from '#shared/lib/id.ts';\nexport const list = [id];\n`,
      'src-renderer/app/main.ts': `import { list } from '../features/list/list.ts';\nexport const app = list;\n`,
      'src-server/main.ts': `import fs from 'node:fs';\nimport { z } from 'zod';\nexport const hub = [fs, z];\n`,
    });
    expect(clean).toEqual([]);
  });

  test('a test beside the source may import whatever it tests', async () => {
    const found = await findings({
      'src-shared/wire/push.ts': id,
      'src-renderer/kit/button.test.ts': `import { id } from '#shared/wire/push.ts';\nexport const x = id;\n`,
    });
    expect(found).toEqual([]);
  });
});

/** Imports that must be refused, by value and by type; all in one project, because every look costs a second. */
const refused: Record<string, readonly [from: string, to: string]> = {
  'lib looks upward': ['src-shared/lib/a.ts', 'src-shared/domain/b.ts'],
  'the shell reads wire messages': ['src-main/main.ts', 'src-shared/wire/b.ts'],
  'the preload script reads the domain': ['src-main/preload/preload.ts', 'src-shared/domain/b.ts'],
  'the hub reaches into the client': ['src-server/main.ts', 'src-renderer/kit/b.ts'],
  'queries write through the outbox': ['src-renderer/data/queries/a.ts', 'src-renderer/data/outbox/b.ts'],
  'a feature reads the database': ['src-renderer/features/x/a.ts', 'src-renderer/data/db/b.ts'],
  'a feature imports another': ['src-renderer/features/x/c.ts', 'src-renderer/features/y/b.ts'],
  'the kit knows the domain': ['src-renderer/kit/a.ts', 'src-shared/domain/b.ts'],
  'the widget reads what is not for chats': ['src-widget/widget.ts', 'src-shared/wire/b.ts'],
  'the product imports a test': ['src-server/c.ts', 'src-server/b.test.ts'],
};

/** Imports of packages and of what does not exist: file, module, and what the finding says. */
const refusedModules: Record<string, readonly [from: string, module: string, says: string]> = {
  'React in the data core': ['src-renderer/data/sync/a.ts', 'react', 'no-screens-in-data'],
  'Zustand in the data core': ['src-renderer/data/sync/b.ts', 'zustand', 'no-screens-in-data'],
  'React Query in the data core': [
    'src-renderer/data/sync/c.ts',
    '@tanstack/react-query',
    'no-screens-in-data',
  ],
  'Electron in the renderer': ['src-renderer/platform/a.ts', 'electron', 'electron-only-in-main'],
  'Node in the shared vocabulary': ['src-shared/lib/n.ts', 'node:fs', 'imports fs'],
  'an unplanned package in the vocabulary': ['src-shared/lib/p.ts', 'kysely', 'layers'],
  'a package for development': ['src-server/p.ts', 'prettier', 'no-dev-packages'],
  'an import that leads nowhere': ['src-server/u.ts', './nowhere.ts', 'no-unresolved'],
};

describe('denied', () => {
  const bad = lazy(() => {
    const targets = Object.values(refused).map(([, to]) => [to, id] as const);
    const byValue = Object.values(refused).map(
      ([from, to]) => [from, `import { id } from '${up(from)}${to}';\nexport const x = id;\n`] as const,
    );
    const byType = Object.values(refused).map(
      ([from, to]) =>
        [typed(from), `import type { Id } from '${up(from)}${to}';\nexport type X = Id;\n`] as const,
    );
    const modules = Object.values(refusedModules).map(
      ([from, name]) => [from, `import * as x from '${name}';\nexport const y = x;\n`] as const,
    );
    return findings({
      ...Object.fromEntries([...targets, ...byValue, ...byType, ...modules]),
      'src-server/cycle-a.ts': `import type { B } from './cycle-b.ts';\nexport type A = B[];\n`,
      'src-server/cycle-b.ts': `import type { A } from './cycle-a.ts';\nexport type B = A[];\n`,
      'src-renderer/misc/a.ts': id,
      'src-renderer/data/queries/views.ts': id,
      'src-renderer/client/type.ts': `import type { Id } from '../data/queries/views.ts';\nexport type X = Id;\n`,
      'src-renderer/client/value.ts': `import { id } from '../data/queries/views.ts';\nexport const x = id;\n`,
    });
  });

  test.each(Object.entries(refused))('%s', async (_name, [from, to]) => {
    const found = (await bad()).join('\n');
    expect(found).toContain(`${from}: imports ${to}`);
    expect(found).toContain(`${typed(from)}: imports ${to}`);
  });

  test.each(Object.entries(refusedModules))('%s', async (_name, [from, , says]) => {
    const about = (await bad()).filter((line) => line.startsWith(`${from}:`));
    expect(about).toEqual([expect.stringContaining(says)]);
  });

  test('a cycle, even one of types', async () => {
    expect((await bad()).join('\n')).toContain('src-server/cycle-a.ts: import cycle');
  });

  test('a file in a place that no row knows, even without imports', async () => {
    expect((await bad()).join('\n')).toContain('src-renderer/misc/a.ts: lies in no known layer');
  });

  test('values of a layer of which only types are allowed', async () => {
    const found = (await bad()).join('\n');
    expect(found).toContain('src-renderer/client/value.ts: imports');
    expect(found).not.toContain('src-renderer/client/type.ts');
  });
});

test('a project without modules is a failure, not a success', async () => {
  expect(await findings({})).toEqual(['no modules were found to check']);
});

test('findings can be narrowed to a folder', async () => {
  const files = {
    'src-server/a.ts': `import { b } from './b.ts';\nexport const a = b;\n`,
    'src-widget/a.ts': `import { b } from './b.ts';\nexport const a = b;\n`,
  };
  const { findings: found } = await layers.run({ root: scratchProject(files), paths: ['src-widget'] });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain('src-widget/a.ts');
});

/** The file beside `file` that imports the same by type. */
function typed(file: string): string {
  return file.replace('.ts', '-type.ts');
}

/** Does the work for the first who asks and keeps the result for the others. */
function lazy<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}

/** `../../` from a file to the root. */
function up(file: string): string {
  return '../'.repeat(file.split('/').length - 1);
}
