import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { main } from '../../build/vite/main.ts';
import { preload } from '../../build/vite/preload.ts';
import { renderer } from '../../build/vite/renderer.ts';
import { projectRoot } from './scratch-project.ts';

const require = createRequire(import.meta.url);

/** electron-builder's own reading and checking of its configuration; it exports neither from its front door. */
interface BuilderConfig {
  readonly getConfig: (root: string, file: string, more: null) => Promise<Record<string, unknown>>;
  readonly validateConfiguration: (config: unknown, log: unknown) => Promise<void>;
}

const { getConfig, validateConfiguration } =
  require('app-builder-lib/out/util/config/config') as BuilderConfig;
const { DebugLogger } = require('builder-util') as { DebugLogger: new (on: boolean) => unknown };

const readConfig = () => getConfig(projectRoot, 'electron-builder.yml', null);

const packageJson = z
  .object({
    main: z.string(),
    homepage: z.string(),
    license: z.string(),
    author: z.object({ name: z.string(), email: z.string() }),
  })
  .parse(JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')));

describe('electron-builder.yml', () => {
  test('is accepted by electron-builder', async () => {
    await expect(validateConfiguration(await readConfig(), new DebugLogger(false))).resolves.toBeUndefined();
  });

  test('a mistake in it would be found', async () => {
    const config = { ...(await readConfig()), linux: { target: 'deb', categry: 'Office' } };
    await expect(validateConfiguration(config, new DebugLogger(false))).rejects.toThrow(
      'configuration.linux',
    );
  });

  test('packs the bundles and nothing of node_modules', async () => {
    // electron-builder gathers the patterns into one set.
    const [{ filter: files }] = z
      .tuple([z.object({ filter: z.array(z.string()) })])
      .parse((await readConfig())['files']);
    expect(files).toContain('!node_modules/**');
    for (const part of [main, preload, renderer]) {
      const folder = path.posix.dirname(part.outputs[0] ?? '');
      expect(files).toContain(`${folder}/**`);
    }
  });

  test('has an installer for every system', async () => {
    const config = z.object({ linux: targets, win: targets, mac: targets }).parse(await readConfig());
    const names = (system: keyof typeof config): string[] =>
      config[system].target.map(({ target }) => target);
    expect(names('linux')).toEqual(['deb', 'AppImage']);
    expect(names('win')).toEqual(['nsis']);
    expect(names('mac')).toEqual(['dmg', 'zip']);
  });
});

test('the release job keeps what the installers are, and nothing that is never made', async () => {
  const config = z.object({ linux: targets, win: targets, mac: targets }).parse(await readConfig());
  const made = Object.values(config).flatMap(({ target: list }) => list.map(({ target }) => target));
  const workflow = readFileSync(path.join(projectRoot, '.github/workflows/ci.yml'), 'utf8');
  const kept = [...workflow.matchAll(/release\/\*\.(\w+)$/gm)].map(([, ending]) => ending);
  expect(kept).toEqual(made.map((target) => (target === 'nsis' ? 'exe' : target)));
  expect(workflow.match(/release\/\S+/g)).toHaveLength(made.length);
});

const targets = z.object({ target: z.array(z.object({ target: z.string() })) });

test('package.json says what installers need', () => {
  // A deb cannot be made without homepage and author.
  expect(packageJson.homepage).not.toBe('');
  expect(packageJson.author.email).toContain('@');
  expect(packageJson.license).toBe('MIT');
  expect(existsSync(path.join(projectRoot, 'LICENSE'))).toBe(true);
  expect(main.outputs).toContain(packageJson.main);
});
