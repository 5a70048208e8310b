/**
 * The layers of docs/architecture.md as rules. Default deny: an import that no row allows is an error,
 * type imports included.
 */
const { layers, TEST, placeOf } = require('./build/layers.cjs');

const NPM = 'node_modules/';

const allowed = Object.entries(layers).flatMap(([name, layer]) => {
  const from = { path: placeOf(name), pathNot: TEST };
  const own = layer.own ? `^${layer.own}` : placeOf(name);
  const packages = layer.npm ? `${NPM}(@types/)?(${layer.npm.join('|')})/` : NPM;
  return [
    { from, to: { path: [own, ...layer.may.map(placeOf)], pathNot: TEST } },
    ...(layer.types ?? []).map((type) => ({
      from,
      to: { path: placeOf(type), pathNot: TEST, dependencyTypes: ['type-only'] },
    })),
    { from, to: { path: packages } },
    ...(layer.node ? [{ from, to: { dependencyTypes: ['core'] } }] : []),
  ];
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'electron-only-in-main',
      severity: 'error',
      from: { pathNot: '^(src-main|tests)/' },
      to: { path: `${NPM}electron/` },
    },
    {
      name: 'no-screens-in-data',
      severity: 'error',
      from: { path: '^src-renderer/data/', pathNot: TEST },
      to: { path: `${NPM}(@types/)?(react|react-dom|zustand|@tanstack/react-query|dexie-react-hooks)/` },
    },
    {
      name: 'no-dev-packages',
      comment: 'What ships may not lean on a package that is only there for development.',
      severity: 'error',
      from: { path: '^src-', pathNot: TEST },
      to: { path: NPM, pathNot: `${NPM}(electron|@types/[^/]+|vite)/`, dependencyTypes: ['npm-dev'] },
    },
  ],
  allowed: [...allowed, { from: { path: TEST }, to: {} }, { from: { path: NPM }, to: {} }],
  allowedSeverity: 'error',
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|release|coverage|\\.cache)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.css'],
    },
  },
};
