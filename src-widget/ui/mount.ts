import { STYLES } from './styles.ts';
import { el } from './dom.ts';

/** A name with a hyphen, which page rules for `div` and the like do not reach, and which may have a shadow root. */
const HOST = 'otklik-chat';

/**
 * Puts an empty root for the widget into the page, apart from the page's styles.
 * Beside the body and not in it: transforms and filters of the body do not catch its fixed position, and frameworks that
 * replace the body leave it alone.
 */
export function mount(layout: 'launcher' | 'page', language: string): HTMLElement {
  const host = document.createElement(HOST);
  host.dataset['layout'] = layout;
  host.lang = language;
  const shadow = host.attachShadow({ mode: 'open' });
  try {
    // Constructed sheets pass a page's Content-Security-Policy that forbids style elements.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    shadow.append(el('style', {}, STYLES));
  }
  const root = el('div', { class: 'root', lang: language, dir: 'ltr' });
  shadow.append(root);
  // The page's own shortcuts ("/" for search, Esc to close something) are not meant by what is typed here.
  for (const type of ['keydown', 'keyup', 'keypress'])
    root.addEventListener(type, (event) => event.stopPropagation());
  document.documentElement.append(host);
  return root;
}
