import { createRoot } from 'react-dom/client';
import { App } from '#renderer/app/app.tsx';
import { applyTheme } from '#renderer/app/appearance.ts';
import type { SessionPort } from '#renderer/app/ports.ts';
import { usePastMode } from '#renderer/features/conversation/past/past-mode.ts';
import { useViewState } from '#renderer/app/view-state.ts';
import type { SignInProblem } from '#renderer/features/sign-in/problem.ts';
import { clientSettingsSchema, type ClientSettings } from '#shared/bridge/settings.ts';
import { fixtureClient } from './fixture/fixture-client.ts';
import { fixturePlatform } from './fixture/fixture-platform.ts';
import { dialogId, seedWorld } from './fixture/seed.ts';
import { WorldStore } from './fixture/world.ts';
import { isScene, sceneOf } from './scenes.ts';

/** The real window over a fixture: `?scene=main&language=ru&theme=dark`. */
const query = new URLSearchParams(location.search);
const asked = query.get('scene') ?? 'main';
if (!isScene(asked)) throw new Error(`there is no scene "${asked}"`);
const scene = sceneOf(asked);

const now = Date.now();
const settings: ClientSettings = clientSettingsSchema.parse({
  theme: query.get('theme') ?? 'light',
  language: query.get('language') ?? 'ru',
  hubs: asked === 'sign-in-desktop' ? rememberedHubs() : [],
});
const store = new WorldStore(seedWorld(now));
scene.set?.(store, now);
useViewState.setState({
  desk: scene.desk ?? (scene.talkId === undefined ? 'lists' : 'team'),
  list: scene.list ?? 'unanswered',
  dialogId: scene.open === undefined ? null : dialogId(scene.open),
  talkId: scene.talkId ?? null,
});

usePastMode.setState({ all: scene.history === true });

const browser = asked === 'sign-in' || query.get('platform') === 'browser';
const platform = fixturePlatform(
  settings,
  browser ? 'browser' : 'electron',
  browser ? 'https://hub.example.com' : null,
);
const session: SessionPort = {
  resume: () => Promise.resolve(asked.startsWith('sign-in') ? null : fixtureClient(store)),
  signIn: ({ login, password }) => Promise.resolve(answerTo(login, password)),
  onSignInElsewhere: () => () => undefined,
  forget: () => Promise.resolve(),
};

/** The login says what goes wrong, so that every message of the form can be seen. */
function answerTo(login: string, password: string): ReturnType<typeof fixtureClient> | SignInProblem {
  const problems: Record<string, SignInProblem> = {
    unreachable: { kind: 'unreachable' },
    nothub: { kind: 'not_a_hub' },
    stranger: { kind: 'not_welcome' },
    old: { kind: 'client_too_old' },
    oldhub: { kind: 'hub_too_old' },
    many: { kind: 'too_many', until: Date.now() + 42_000 },
  };
  const problem = problems[login];
  if (problem !== undefined) return problem;
  return password === 'demo' ? fixtureClient(store) : { kind: 'wrong_credentials' };
}

function rememberedHubs(): ClientSettings['hubs'] {
  return [
    { origin: 'https://hub.example.com', login: 'anna', lastUsedAt: now },
    { origin: 'https://test-hub.example.com:8443', login: 'anna.test', lastUsedAt: now - 1 },
  ];
}

declare global {
  interface Window {
    gallery: { store: WorldStore; platform: ReturnType<typeof fixturePlatform>; dialogId: typeof dialogId };
  }
}
window.gallery = { store, platform, dialogId };

localStorage.setItem(
  'otklik.appearance',
  JSON.stringify({ theme: settings.theme, language: settings.language }),
);
applyTheme(settings.theme)();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App ports={{ platform, session }} />);
