import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build as viteBuild } from 'vite';
import { withLock } from '../bootstrap/lock.mjs';
import { hub } from '../../vite/hub.ts';
import { main } from '../../vite/main.ts';
import type { BuildPart } from '../../vite/part.ts';
import { preload } from '../../vite/preload.ts';
import { renderer } from '../../vite/renderer.ts';
import { widget } from '../../vite/widget.ts';
import { hashInputs } from './hash.ts';
import { fromRoot, root } from './project.ts';
import { dim, green, print, seconds } from './terminal.ts';

export const parts: readonly BuildPart[] = [hub, widget, renderer, main, preload];

export type PartName = BuildPart['name'];

/** A build that ended without an exception but did not bring what was promised. */
export class BuildError extends Error {}

/**
 * Checks one part's files after it was built.
 * @throws BuildError when an output is missing or larger than promised
 */
export function verifyOutputs(
  part: Pick<BuildPart, 'name' | 'outputs' | 'maxGzipBytes'>,
  base = root,
): string {
  for (const output of part.outputs) {
    if (!existsSync(`${base}/${output}`)) throw new BuildError(`${part.name}: ${output} was not written`);
  }
  const [first] = part.outputs;
  if (first === undefined || part.maxGzipBytes === undefined) return '';
  const size = gzipSync(readFileSync(`${base}/${first}`), { level: 9 }).length;
  const words = `${(size / 1024).toFixed(1)} KiB gzip of ${(part.maxGzipBytes / 1024).toFixed(0)} allowed`;
  if (size > part.maxGzipBytes) throw new BuildError(`${part.name}: ${first} is too large: ${words}`);
  return words;
}

/** @returns true when it was built, false when it was still fresh or does not exist yet */
async function buildPart(part: BuildPart, force: boolean): Promise<boolean> {
  if (!existsSync(fromRoot(part.entry))) {
    print(`  ${dim('–')} ${part.name.padEnd(9)} ${dim(`no ${part.entry} yet`)}`);
    return false;
  }
  const stamp = fromRoot('dist', '.stamps', part.name);
  const inputs = hashInputs(root, part.inputs);
  const present = part.outputs.every((output) => existsSync(fromRoot(output)));
  if (!force && present && existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) {
    print(`  ${green('✓')} ${part.name.padEnd(9)} ${dim('unchanged')}`);
    return false;
  }
  const startedAt = performance.now();
  rmSync(stamp, { force: true });
  await viteBuild(part.config);
  const note = verifyOutputs(part);
  mkdirSync(fromRoot('dist', '.stamps'), { recursive: true });
  writeFileSync(stamp, inputs);
  print(
    `  ${green('✓')} ${part.name.padEnd(9)} ${dim([seconds(startedAt), note].filter(Boolean).join(', '))}`,
  );
  return true;
}

/**
 * Builds the named parts whose inputs changed since their last build.
 * Two commands at once take turns, and the second finds everything fresh.
 * @returns how many were built
 */
export function buildParts(names: readonly PartName[], force = false): Promise<number> {
  const onWait = (pid: number): void => print(`Another command (process ${pid}) is building; waiting…`);
  return withLock('build.lock', onWait, async () => {
    let built = 0;
    for (const part of parts) {
      if (names.includes(part.name) && (await buildPart(part, force))) built += 1;
    }
    return built;
  });
}
