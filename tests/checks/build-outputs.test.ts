import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { BuildError, verifyOutputs } from '../../build/scripts/lib/build-parts.ts';
import { hashInputs } from '../../build/scripts/lib/hash.ts';
import { widget } from '../../build/vite/widget.ts';
import { scratchFolder } from './scratch-project.ts';

function write(root: string, file: string, content: string | Buffer): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), content);
}

describe('verifyOutputs', () => {
  test('the widget may not grow over 25 KiB gzip', () => {
    const root = scratchFolder();
    expect(widget.maxGzipBytes).toBe(25 * 1024);
    write(root, 'dist/widget/widget.js', 'x'.repeat(1_000_000));
    expect(verifyOutputs(widget, root)).toContain('of 25 allowed');
    // Random bytes do not compress.
    write(root, 'dist/widget/widget.js', randomBytes(26 * 1024));
    expect(() => verifyOutputs(widget, root)).toThrow(BuildError);
  });

  test('an output that was not written is an error', () => {
    expect(() => verifyOutputs(widget, scratchFolder())).toThrow('dist/widget/widget.js was not written');
  });
});

describe('hashInputs', () => {
  test('follows content and names, and takes no notice of tests', () => {
    const root = scratchFolder();
    write(root, 'src-a/one.ts', '1');
    const before = hashInputs(root, ['src-a']);
    write(root, 'src-a/one.test.ts', 'test');
    expect(hashInputs(root, ['src-a'])).toBe(before);
    write(root, 'src-a/one.ts', '2');
    expect(hashInputs(root, ['src-a'])).not.toBe(before);
    write(root, 'src-a/one.ts', '1');
    expect(hashInputs(root, ['src-a'])).toBe(before);
    write(root, 'src-a/two.css', '');
    expect(hashInputs(root, ['src-a'])).not.toBe(before);
  });
});
