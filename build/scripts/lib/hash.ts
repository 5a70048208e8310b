import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isTest, listFiles } from './files.ts';

/**
 * Fingerprint of everything that goes into a build.
 * By content and not by time: a checkout or an archive changes times without changing anything.
 * @param base folder the inputs are relative to
 * @param inputs files and folders; tests inside are left out
 */
export function hashInputs(base: string, inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => listFiles(base, input))) {
    if (isTest(file)) continue;
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(base, file)))
      .update('\0');
  }
  return hash.digest('hex');
}
