import { type CheckScope } from './check/contract.ts';
import { formattable } from './check/format.ts';
import { fromRoot, root, toPosix } from './lib/project.ts';
import { run } from './lib/run.ts';
import { print } from './lib/terminal.ts';

// npm run format -- [path…]
const scope: CheckScope = { root, paths: process.argv.slice(2).map(toPosix) };
const files = formattable(scope);
if (files.length === 0) {
  print(`There are no files to format in ${scope.paths.join(', ')}.`);
  process.exitCode = 1;
} else {
  const prettier = fromRoot('node_modules', 'prettier', 'bin', 'prettier.cjs');
  const outcome = await run([prettier, '--write', '--log-level', 'warn', ...files]);
  process.exitCode = outcome.kind === 'exited' ? outcome.code : 1;
  print(`${files.length} files looked at`);
}
