import type { ChatConfig } from '#shared/wire/chat/config.ts';
import { inBackground } from './core/background.ts';
import { openCache, type Cache } from './core/cache.ts';
import { openState } from './core/open-state.ts';
import { chooseLanguage, type WidgetSettings } from './core/settings.ts';
import { createStore, type Store } from './core/state.ts';
import { openStorage, type ChatStorage } from './core/storage.ts';
import { Talk } from './core/talk.ts';
import type { FilesPart, openFiles } from './files/part.ts';
import { TEXTS } from './i18n/texts.ts';
import { createApi, type ChatApi } from './net/api.ts';
import { backoffMs } from './net/backoff.ts';
import { createPause } from './net/pause.ts';
import { createLauncher } from './ui/launcher.ts';
import { mount } from './ui/mount.ts';
import { createPanel } from './ui/panel.ts';
import { applyAccent, DEFAULT_ACCENT } from './ui/theme.ts';
import { followViewport } from './ui/viewport.ts';

/** What the page's own scripts may do with the chat: `window.Otklik`. */
export interface WidgetApi {
  open(): void;
  close(): void;
}

const DRAFT = 'draft';

/** Starts the widget as the script tag says. It shows itself once the hub has agreed, or could not be asked. */
export function startWidget(settings: WidgetSettings): WidgetApi {
  const storage = openStorage(settings.channelId, () => localStorage);
  const tab = openStorage(settings.channelId, () => sessionStorage);
  const cache = openCache(storage);
  const api = createApi(settings.hub, settings.channelId);
  const config = cache.config();
  const store = createStore({
    phase: 'starting',
    config,
    language: chooseLanguage(settings, config, document.documentElement.lang, navigator.languages),
    open: settings.layout === 'page',
    following: true,
    items: [],
    readUpTo: 0,
    seenUpTo: 0,
    outgoing: [],
    confirmed: new Set(),
    typing: null,
    offline: false,
    loadingEarlier: false,
  });
  const opened = openState(storage, tab);
  let screen: Screen | null = null;
  /** What the page asked for before there was a screen. */
  let wanted: boolean | null = null;

  inBackground(
    agree(api, cache, store, settings, (offline) => {
      const talk = new Talk(store, storage, cache, api, settings.hub, settings.channelId);
      if (offline) talk.reachable(false);
      screen = showScreen(settings, store, storage, talk, (open) => opened.write(open));
      const narrow = matchMedia('(max-width: 480px)').matches;
      if (settings.layout === 'launcher' && (wanted ?? opened.read(narrow))) screen.toggle(true, false);
      return talk;
    }),
  );
  const ask = (open: boolean): void => {
    wanted = open;
    screen?.toggle(open, true);
  };
  return { open: () => ask(true), close: () => ask(false) };
}

/**
 * Asks the hub for the channel's settings until it answers, and shows the widget: at once if they are known from last
 * time, else when the hub has answered or turned out to be unreachable. A site that the hub does not serve gets nothing.
 */
async function agree(
  api: ChatApi,
  cache: Cache,
  store: Store,
  settings: WidgetSettings,
  show: (offline: boolean) => Talk,
): Promise<void> {
  const pause = createPause();
  addEventListener('online', () => pause.wake());
  let talk: Talk | null = null;
  const reveal = (offline: boolean): void => {
    store.set({ phase: 'shown' });
    talk ??= show(offline);
    talk.reachable(!offline);
  };
  const adopt = (config: ChatConfig): void => {
    cache.saveConfig(config);
    const language = chooseLanguage(settings, config, document.documentElement.lang, navigator.languages);
    // Once words are on the screen their language stays until the next page.
    store.set(talk === null ? { config, language } : { config });
  };
  if (store.state.config !== null) reveal(false);
  for (let failures = 1; ; failures += 1) {
    const answer = await api.config();
    if (answer.kind === 'ok') {
      adopt(answer.value);
      reveal(false);
      return;
    }
    // An answer that the page may not read: the hub is there and does not serve this origin.
    const refused = answer.kind === 'refused' || (answer.kind === 'unreachable' && (await unreadable(api)));
    if (refused && talk === null) {
      store.set({ phase: 'refused' });
      console.warn(
        `[Otklik chat] ${settings.hub} does not serve channel ${settings.channelId} on ${location.origin}. ` +
          'Check data-channel and the channel’s allowed origins.',
      );
      return;
    }
    if (answer.kind === 'unreachable') reveal(true);
    await pause.wait(answer.kind === 'later' ? answer.afterMs : backoffMs(failures, Math.random()));
  }
}

/** Tells "the hub is down" from "the hub's answer is not for this origin". Looks twice: it may just be starting. */
async function unreadable(api: ChatApi): Promise<boolean> {
  if (!(await api.answers())) return false;
  return (await api.config()).kind === 'unreachable' && (await api.answers());
}

interface FilesModule {
  openFiles: typeof openFiles;
}

interface Screen {
  /** @param take whether the keyboard follows */
  toggle(open: boolean, take: boolean): void;
}

function showScreen(
  settings: WidgetSettings,
  store: Store,
  storage: ChatStorage,
  talk: Talk,
  onToggle: (open: boolean) => void,
): Screen {
  const { language } = store.state;
  const texts = TEXTS[language];
  const root = mount(settings.layout, language);
  let part: Promise<FilesPart> | undefined;
  /** What the second script is for, since it was last asked. */
  const waiting: ((part: FilesPart) => void)[] = [];
  /** Nothing happens where the page keeps it out. */
  const takeFiles = (): void => {
    part ??= import(/* @vite-ignore */ `${settings.hub}/widget-files.js`).then(({ openFiles }: FilesModule) =>
      openFiles(settings, language, talk, store),
    );
    for (const use of waiting.splice(0)) part.then(use, () => undefined);
  };
  const panel = createPanel(settings.layout, storage.get(DRAFT) ?? '', language, texts, {
    say: (text, chosen, quote) => talk.say(text, chosen, quote),
    showFiles(box, shown) {
      // Their names stay where it does not come.
      box.textContent = shown.map(({ name }) => name).join(', ');
      waiting.push((files) => files.show(box, shown));
    },
    showForm: (message, id) => void waiting.push((files) => files.form(message, id)),
    draft: (text) => (text === '' ? storage.remove(DRAFT) : void storage.set(DRAFT, text)),
    typing: () => talk.typing(),
    retry: (clientId) => talk.retry(clientId),
    discard: (clientId) => talk.discard(clientId),
    following: (following) => store.set({ following }),
    loadEarlier: () => talk.loadEarlier(),
    close: () => toggle(false, true),
  });
  waiting.push(panel.equip);
  const launcher = createLauncher(language, texts, () => toggle(!store.state.open, true));

  function toggle(open: boolean, take: boolean): void {
    if (settings.layout === 'page' || open === store.state.open) return;
    store.set({ open });
    onToggle(open);
    // Before the next turn's update: what is invisible cannot take the focus.
    root.classList.toggle('open', open);
    if (take) (open ? panel : launcher).focus();
  }

  let accent = '';
  const update = (): void => {
    const { state } = store;
    const wanted = state.config?.accent ?? DEFAULT_ACCENT;
    if (wanted !== accent) applyAccent(root, (accent = wanted));
    root.classList.toggle('open', state.open);
    panel.update(state);
    // When the chat is opened first: who never does never fetches it.
    if (state.open) takeFiles();
    if (settings.layout === 'launcher') launcher.update(state);
  };
  if (settings.layout === 'launcher') root.append(...launcher.nodes);
  root.append(panel.node);
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing) toggle(false, true);
  });
  followViewport(panel.node);
  store.subscribe(update);
  update();
  return { toggle };
}
