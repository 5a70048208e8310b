/**
 * The second script of the site chat, fetched when the chat is opened first: files, and what is done to single messages. Where the
 * page's policy keeps it out, names stand in the place of pictures, and messages are only written and read.
 */
import type { ChatFile } from '#shared/wire/chat/file.ts';
import type { WidgetSettings } from '../core/settings.ts';
import type { Store } from '../core/state.ts';
import type { Talk } from '../core/talk.ts';
import type { openForms, ShowForm } from '../forms/part.ts';
import type { Language } from '../i18n/language.ts';
import { createAnswer } from '../marks/answer.ts';
import { openMenu } from '../marks/menu.ts';
import { createReact } from '../marks/react.ts';
import { MARK_WORDS } from '../marks/words.ts';
import type { FilesContext } from './context.ts';
import { createTray, type Tray } from './tray.ts';
import { showFiles } from './show.ts';
import { addStyles } from './styles.ts';
import { WORDS } from './words.ts';

interface FormsModule {
  openForms: typeof openForms;
}

export interface FilesPart {
  /** Gives the form a button for choosing, and a place for what was chosen and what is answered. @param changed told when it can be sent, or cannot */
  tray(form: HTMLElement, changed: () => void): Tray;
  /** Shows the files of a message in its bubble. */
  show(box: HTMLElement, files: readonly ChatFile[]): void;
  /** Shows the form of a message, by a script of its own. */
  form: ShowForm;
}

export function openFiles(
  { hub, channelId }: WidgetSettings,
  language: Language,
  talk: Talk,
  store: Store,
): FilesPart {
  const chat = `${hub}/chat/${encodeURIComponent(channelId)}`;
  const context: FilesContext = { base: `${chat}/files`, channelId, visitor: talk.visitor, store };
  const words = WORDS[language];
  let forms: Promise<ShowForm> | undefined;
  return {
    tray(form, changed) {
      addStyles(form);
      const markWords = MARK_WORDS[language];
      const answer = createAnswer(context, markWords, form);
      const middle = form.parentElement?.querySelector<HTMLElement>('.middle');
      const react = createReact(`${chat}/reactions`, context, markWords);
      if (middle) openMenu(middle, { store, words: markWords, react, reply: answer.begin });
      return createTray(context, words, form, { changed, answer });
    },
    show(box, files) {
      addStyles(box);
      showFiles(context, words, box, files);
    },
    form(message, id) {
      forms ??= import(/* @vite-ignore */ `${hub}/widget-forms.js`).then(({ openForms: open }: FormsModule) =>
        open({ channelId, language, talk, store }),
      );
      forms.then(
        (show) => show(message, id),
        () => undefined,
      );
    },
  };
}
