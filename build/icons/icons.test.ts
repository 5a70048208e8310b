import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromRoot } from '../scripts/lib/project.ts';

const read = (file: string): string => readFileSync(fromRoot(...file.split('/')), 'utf8');
const icon = read('build/icons/icon.svg');

test('the client’s pages carry the application’s icon', () => {
  expect(read('src-renderer/app/icon.svg')).toBe(icon);
});

test('the mark inside the client has the lines of the icon', () => {
  const lines = [...icon.matchAll(/<path d="([^"]+)"/g)].map(([, line]) => line ?? '');
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(read('src-renderer/kit/logo.tsx')).toContain(`d="${line}"`);
});

test('the installers’ icons are where electron-builder looks for them', () => {
  const named = [...read('electron-builder.yml').matchAll(/^ {2}icon: (\S+)$/gm)].map(
    ([, file]) => file ?? '',
  );
  expect(named).toHaveLength(3);
  for (const file of named) expect(existsSync(fromRoot(file)), file).toBe(true);
});
