/**
 * The table of docs/architecture.md: who may import what. Read by .dependency-cruiser.cjs and by the layer check.
 *
 * `path` is a regular expression from the root, `may` names other layers, `npm` names the packages of a layer
 * where not all are welcome, `node` admits Node's own modules, `own` narrows what counts as the same place,
 * `types` names layers of which only types may be used.
 */
/** @typedef {{ path: string, own?: string, may: string[], types?: string[], npm?: string[], node?: boolean }} Layer */

/** @type {Record<string, Layer>} */
const layers = {
  'shared/lib': { path: 'src-shared/lib/', may: [], npm: ['zod', 'libphonenumber-js'] },
  'shared/domain': { path: 'src-shared/domain/', may: ['shared/lib'], npm: ['zod'] },
  'shared/intents': { path: 'src-shared/intents/', may: ['shared/domain', 'shared/lib'], npm: ['zod'] },
  'shared/bridge': { path: 'src-shared/bridge/', may: ['shared/domain', 'shared/lib'], npm: ['zod'] },
  'shared/wire': {
    path: 'src-shared/wire/',
    may: ['shared/intents', 'shared/domain', 'shared/lib'],
    npm: ['zod'],
  },

  main: { path: 'src-main/(?!preload/)', may: ['shared/bridge', 'shared/domain', 'shared/lib'], node: true },
  'main/preload': { path: 'src-main/preload/', may: ['shared/bridge'], npm: ['electron', 'zod'] },

  server: {
    path: 'src-server/',
    may: ['shared/wire', 'shared/intents', 'shared/domain', 'shared/lib'],
    node: true,
  },

  'data/db': { path: 'src-renderer/data/db/', may: ['shared/intents', 'shared/domain', 'shared/lib'] },
  'data/outbox': {
    path: 'src-renderer/data/outbox/',
    may: ['data/db', 'shared/intents', 'shared/domain', 'shared/lib'],
  },
  'data/transport': {
    path: 'src-renderer/data/transport/',
    may: ['shared/wire', 'shared/domain', 'shared/lib'],
  },
  'data/sync': {
    path: 'src-renderer/data/sync/',
    may: [
      'data/db',
      'data/outbox',
      'data/transport',
      'shared/wire',
      'shared/intents',
      'shared/domain',
      'shared/lib',
    ],
  },
  'data/queries': {
    path: 'src-renderer/data/queries/',
    may: ['data/db', 'shared/intents', 'shared/domain', 'shared/lib'],
  },
  'data/intents': {
    path: 'src-renderer/data/intents/',
    may: ['data/outbox', 'data/db', 'shared/intents', 'shared/domain', 'shared/lib'],
  },
  'data/search': { path: 'src-renderer/data/search/', may: ['data/db', 'shared/domain', 'shared/lib'] },
  'data/remote': {
    path: 'src-renderer/data/remote/',
    may: ['data/transport', 'shared/wire', 'shared/domain', 'shared/lib'],
  },
  i18n: { path: 'src-renderer/i18n/', may: ['shared/domain', 'shared/lib'] },
  kit: { path: 'src-renderer/kit/', may: ['shared/lib'] },
  platform: { path: 'src-renderer/platform/', may: ['shared/bridge', 'shared/lib'] },
  client: {
    path: 'src-renderer/client/',
    may: ['shared/wire', 'shared/domain', 'shared/lib'],
    types: ['data/queries', 'data/search'],
  },
  session: {
    path: 'src-renderer/session/',
    may: [
      'client',
      'data/db',
      'data/outbox',
      'data/transport',
      'data/sync',
      'data/queries',
      'data/intents',
      'data/search',
      'data/remote',
      'shared/wire',
      'shared/domain',
      'shared/lib',
    ],
  },
  /** Colleagues and clients as parts of screens: how it stands with them, who looks, whom to choose, their talks. */
  people: {
    path: 'src-renderer/people/',
    may: ['client', 'i18n', 'kit', 'shared/domain', 'shared/lib'],
    types: ['data/queries'],
  },
  /** Files that are chosen here, on their way. */
  uploads: {
    path: 'src-renderer/uploads/',
    may: ['client', 'i18n', 'kit', 'shared/domain', 'shared/lib'],
    types: ['data/queries'],
  },
  /** Prepared texts as parts of screens, and where those meet: message field, palette, the window in which they are made. */
  'quick-replies': {
    path: 'src-renderer/quick-replies/',
    may: ['client', 'commands', 'i18n', 'kit', 'shared/domain', 'shared/lib'],
    types: ['data/queries'],
  },
  /** Several dialogs chosen, and what is done to all of them: the list and the table have it. */
  bulk: {
    path: 'src-renderer/bulk/',
    may: ['client', 'commands', 'people', 'i18n', 'kit', 'shared/domain', 'shared/lib'],
    types: ['data/queries'],
  },
  commands: { path: 'src-renderer/commands/', may: ['i18n', 'kit', 'shared/lib'] },
  features: {
    path: 'src-renderer/features/([^/]+)/',
    own: 'src-renderer/features/$1/',
    may: [
      'client',
      'commands',
      'people',
      'bulk',
      'quick-replies',
      'uploads',
      'kit',
      'platform',
      'i18n',
      'shared/domain',
      'shared/lib',
    ],
    types: ['data/queries', 'data/search'],
  },
  app: {
    path: 'src-renderer/(app/|[^/]+$)',
    may: ['renderer', 'shared/wire', 'shared/domain', 'shared/lib'],
  },

  widget: { path: 'src-widget/', may: ['shared/wire/chat', 'shared/domain', 'shared/lib'] },
  build: { path: 'build/', may: ['shared/lib'], node: true },
};

/** Names for `may` that are no layers: a part of one, or several together. @type {Record<string, string>} */
const places = { renderer: 'src-renderer/', 'shared/wire/chat': 'src-shared/wire/chat/' };

/**
 * @param {string} name of a layer or place
 * @returns {string} regular expression for the files in it
 */
function placeOf(name) {
  const path = layers[name]?.path ?? places[name];
  if (path === undefined) throw new Error(`build/layers.cjs: "${name}" is neither a layer nor a place`);
  return `^${path}`;
}

/** Tests, beside the source or apart, may use whatever they test; nothing may use them. */
const TEST = '^tests/|\\.test\\.tsx?$';

/**
 * @param {string} file path from the root
 * @returns {string | undefined} the layer a file belongs to; undefined for a test, or for a place no row knows
 */
function layerOf(file) {
  if (new RegExp(TEST).test(file)) return undefined;
  return Object.keys(layers).find((name) => new RegExp(placeOf(name)).test(file));
}

module.exports = { layers, TEST, layerOf, placeOf };
