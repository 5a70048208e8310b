// First code that runs after `git clone`: built-ins only, and syntax that even an old Node can parse,
// so that a wrong Node gets a sentence instead of a stack trace.
const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error('Otklik needs Node.js 20 or newer, but this is Node.js ' + process.versions.node + '.');
  console.error('Install a current version from https://nodejs.org and run the command again.');
  process.exit(1);
}
import('./bootstrap/main.mjs')
  .then((main) => main.run(process.argv.slice(2)))
  .catch((/** @type {unknown} */ error) => {
    console.error(error);
    process.exitCode = 1;
  });
