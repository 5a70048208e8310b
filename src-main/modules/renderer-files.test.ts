import fc from 'fast-check';
import path from 'node:path';
import { expect, test } from 'vitest';
import { mimeTypeOf, rendererFile } from './renderer-files.ts';

test.each([
  ['/', 'index.html'],
  ['', 'index.html'],
  ['/dialogs/42', 'index.html'],
  ['/assets/app-1a2b.js', 'assets/app-1a2b.js'],
  ['/assets/%D1%84.png', 'assets/ф.png'],
  ['//assets//x.css', 'assets/x.css'],
  ['/./x.css', 'x.css'],
])('%s is %s', (pathname, file) => {
  expect(rendererFile(pathname)).toBe(file);
});

test.each([
  '/../main/main.mjs',
  '/..%2fmain%2fmain.mjs',
  '/%2e%2e/main/main.mjs',
  '/a/..%2f..%2fx.js',
  '/..',
  '/..\\main\\main.mjs',
  '/..%5cmain.mjs',
  '/C:/Windows/win.ini',
  '/index.html::$DATA',
  '/x%00.js',
  '/%',
  '/%zz.js',
  '/%e0%a4%a.js',
])('%s is refused', (pathname) => {
  expect(rendererFile(pathname)).toBeNull();
});

test('whatever is asked for, the file lies inside the folder on every system', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2E%2e',
      '%2f',
      '%5c',
      '\\',
      '/',
      'C:',
      '%00',
      'a.js',
      '~',
      '%252e%252e%252f',
    ),
    fc.string({ maxLength: 5 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const file = rendererFile(`/${pieces.join('/')}`);
      if (file === null) return;
      expect(path.posix.join('/root', file).startsWith('/root/')).toBe(true);
      expect(path.win32.join('C:\\root', file).startsWith('C:\\root\\')).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['index.html', 'text/html; charset=utf-8'],
  ['a/b.JS', 'text/javascript; charset=utf-8'],
  ['x.mjs', 'text/javascript; charset=utf-8'],
  ['sqlite3.wasm', 'application/wasm'],
  ['inter.woff2', 'font/woff2'],
  ['README', 'application/octet-stream'],
  ['x.exe', 'application/octet-stream'],
])('%s has type %s', (file, type) => {
  expect(mimeTypeOf(file)).toBe(type);
});
