import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build as viteBuild } from 'vite';
import { withLock } from '../bootstrap/lock.mjs';
import { BootstrapError } from '../bootstrap/project.mjs';
import { hub } from '../../vite/hub.ts';
import { main } from '../../vite/main.ts';
import type { BuildPart } from '../../vite/part.ts';
import { preload } from '../../vite/preload.ts';
import { renderer } from '../../vite/renderer.ts';
import { widget } from '../../vite/widget.ts';
import { widgetFiles, widgetForms } from '../../vite/widget-parts.ts';
import { hashInputs } from './hash.ts';
import { fromRoot, root } from './project.ts';
import { dim, green, print, red, seconds } from './terminal.ts';

export const parts: readonly BuildPart[] = [hub, widget, widgetFiles, widgetForms, renderer, main, preload];

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

type PartState = 'absent' | 'unchanged' | 'built';

async function buildPart(part: BuildPart, force: boolean): Promise<PartState> {
  if (!existsSync(fromRoot(part.entry))) {
    print(`  ${dim('–')} ${part.name.padEnd(9)} ${dim(`no ${part.entry} yet`)}`);
    return 'absent';
  }
  const stamp = fromRoot('dist', '.stamps', part.name);
  const inputs = hashInputs(root, part.inputs);
  const present = part.outputs.every((output) => existsSync(fromRoot(output)));
  if (!force && present && existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) {
    print(`  ${green('✓')} ${part.name.padEnd(9)} ${dim('unchanged')}`);
    return 'unchanged';
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
  return 'built';
}

/** Builds one part and turns an error of the sources into words on the terminal. */
async function tryPart(part: BuildPart, force: boolean): Promise<PartState | 'failed'> {
  try {
    return await buildPart(part, force);
  } catch (error) {
    print(`  ${red('✗')} ${part.name.padEnd(9)} ${error instanceof Error ? error.message : String(error)}`);
    return 'failed';
  }
}

/** How many parts are ready for use now, and how many could not be built. */
export interface BuildResult {
  readonly fresh: number;
  readonly failed: number;
}

/**
 * Builds the named parts whose inputs changed since their last build.
 * Two commands at once take turns, and the second finds everything fresh.
 */
export async function buildParts(names: readonly PartName[], force = false): Promise<BuildResult> {
  const onWait = (pid: number): void => print(`Another command (process ${pid}) is building; waiting…`);
  const work = async (): Promise<BuildResult> => {
    const states: (PartState | 'failed')[] = [];
    // One after the other: each build is parallel in itself.
    for (const part of parts.filter(({ name }) => names.includes(name)))
      states.push(await tryPart(part, force));
    const count = (wanted: string[]): number => states.filter((state) => wanted.includes(state)).length;
    return { fresh: count(['built', 'unchanged']), failed: count(['failed']) };
  };
  try {
    return await withLock('build.lock', onWait, work);
  } catch (error) {
    // A folder that may not be written, in words for the person.
    if (!(error instanceof BootstrapError)) throw error;
    print(red(error.message));
    return { fresh: 0, failed: names.length };
  }
}
