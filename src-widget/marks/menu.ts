import type { ChatItem } from '#shared/wire/chat/item.ts';
import type { Store } from '../core/state.ts';
import { named } from '../files/words.ts';
import { el, takeOut } from '../ui/dom.ts';
import type { React } from './react.ts';
import type { MarkWords } from './words.ts';

const EMOJI = ['👍', '❤️', '😂', '😮', '🙏', '🔥'];

interface MenuHost {
  store: Store;
  words: MarkWords;
  react: React;
  reply: (item: ChatItem) => void;
}

/**
 * A button beside each message of the log that opens what can be done to it. Of all these buttons one takes part in Tab, arrows go
 * from message to message: fifty of them are not in the way to the field.
 */
export function openMenu(middle: HTMLElement, host: MenuHost): void {
  const list = middle.querySelector<HTMLElement>('.list');
  if (!list) return;
  let open: { node: HTMLElement; opener: HTMLElement } | null = null;

  function close(back: boolean): void {
    if (!open) return;
    const { node, opener } = open;
    open = null;
    takeOut(node);
    opener.setAttribute('aria-expanded', 'false');
    if (back) opener.focus({ preventScroll: true });
  }

  function show(opener: HTMLElement): void {
    const again = open?.opener === opener;
    close(again);
    const item = itemAt(opener, host.store);
    if (again || !item) return;
    const node = menuOf(item, host, opener, close);
    open = { node, opener };
    opener.setAttribute('aria-expanded', 'true');
    middle.append(node);
    place(node, opener, middle);
    node.querySelector('button')?.focus({ preventScroll: true });
  }

  const equip = (): void => {
    for (const row of list.querySelectorAll<HTMLElement>('.msg')) equipRow(row, host.words);
    const buttons = buttonsOf(list);
    // The newest, until somebody is among them.
    const away = !open && !list.contains((list.getRootNode() as ShadowRoot).activeElement);
    if (away || !buttons.some((button) => button.tabIndex === 0)) tabTo(buttons, buttons.at(-1));
    // What is done to a message that is gone leads nowhere.
    if (open && !open.opener.isConnected) close(false);
  };
  new MutationObserver(equip).observe(list, {
    childList: true,
    subtree: true,
    attributeFilter: ['data-seq', 'class'],
  });
  equip();

  list.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('.act');
    if (button) show(button);
  });
  list.addEventListener('keydown', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('.act');
    if (button) step(list, button, event);
  });
  // Elsewhere: in the chat, or on the page.
  const away = (event: Event): void => {
    const [target] = event.composedPath();
    if (open && target instanceof Node && !open.node.contains(target) && !open.opener.contains(target))
      close(false);
  };
  addEventListener('pointerdown', away, true);
  middle.querySelector('.log')?.addEventListener('scroll', () => close(false));
}

/** Messages that the hub has and nobody deleted have one; the others lose it. */
function equipRow(row: HTMLElement, words: MarkWords): void {
  const can = Number(row.dataset['seq']) > 0 && !row.classList.contains('deleted');
  const known = row.querySelector('.act');
  if (can === (known !== null)) return;
  if (known) return takeOut(known);
  const attributes = { type: 'button', class: 'act', tabindex: '-1', 'aria-label': words.actions };
  row.append(
    el(
      'button',
      { ...attributes, title: words.actions, 'aria-haspopup': 'menu', 'aria-expanded': 'false' },
      '⋯',
    ),
  );
}

function tabTo(buttons: HTMLElement[], chosen: HTMLElement | undefined): void {
  for (const one of buttons) one.tabIndex = one === chosen ? 0 : -1;
}

const buttonsOf = (list: HTMLElement): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('.act')];

function itemAt(node: Element, { state }: Store): ChatItem | undefined {
  const seq = Number(node.closest<HTMLElement>('.msg')?.dataset['seq']);
  return state.items.find((item) => item.seq === seq);
}

/** Arrows from message to message, Home and End to the first and the last. */
function step(list: HTMLElement, button: HTMLElement, event: KeyboardEvent): void {
  const all = buttonsOf(list);
  const at = all.indexOf(button);
  const places: Record<string, number> = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 };
  const next = all[places[event.key] ?? -1];
  if (!next) return;
  event.preventDefault();
  tabTo(all, next);
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
}

function menuOf(
  item: ChatItem,
  { words, react, reply }: MenuHost,
  opener: HTMLElement,
  close: (back: boolean) => void,
): HTMLElement {
  const own = item.reactions.visitor;
  const emoji = EMOJI.map((one) => {
    const chosen = one === own;
    const attributes = {
      type: 'button',
      role: 'menuitemradio',
      'aria-checked': String(chosen),
      tabindex: '-1',
    };
    const button = el('button', { ...attributes, 'aria-label': named(words.react, one) }, one);
    button.addEventListener('click', () => {
      close(true);
      react(item.seq, chosen ? null : one, opener.closest('.middle') ?? opener);
    });
    return button;
  });
  const answer = el(
    'button',
    { type: 'button', role: 'menuitem', class: 'reply', tabindex: '-1' },
    words.reply,
  );
  answer.addEventListener('click', () => {
    close(false);
    reply(item);
  });
  const node = el(
    'div',
    { class: 'menu', role: 'menu', 'aria-label': words.actions },
    answer,
    el('div', {}, ...emoji),
  );
  node.addEventListener('keydown', (event) => onMenuKey(event, [answer, ...emoji], close));
  return node;
}

function onMenuKey(event: KeyboardEvent, all: HTMLElement[], close: (back: boolean) => void): void {
  const at = all.findIndex((one) => one === event.target);
  const [end, count] = [all.length - 1, all.length];
  const places: Record<string, number> = {
    ArrowRight: (at + 1) % count,
    ArrowDown: (at + 1) % count,
    ArrowLeft: (at + count - 1) % count,
    ArrowUp: (at + count - 1) % count,
    Home: 0,
    End: end,
  };
  const next = places[event.key];
  if (next !== undefined) all[next]?.focus();
  else if (event.key === 'Escape' || event.key === 'Tab') close(true);
  else return;
  event.preventDefault();
  // Escape closes the menu, not the chat.
  event.stopPropagation();
}

/** Above its button, or below it near the upper end; never over the edges. */
function place(node: HTMLElement, opener: HTMLElement, middle: HTMLElement): void {
  const [around, at] = [middle.getBoundingClientRect(), opener.getBoundingClientRect()];
  const above = at.top - around.top - node.offsetHeight - 6;
  const top = above >= 4 ? above : at.bottom - around.top + 6;
  const left = at.left - around.left + at.width / 2 - node.offsetWidth / 2;
  node.style.top = `${Math.round(Math.max(4, Math.min(top, around.height - node.offsetHeight - 4)))}px`;
  node.style.left = `${Math.round(Math.max(8, Math.min(left, around.width - node.offsetWidth - 8)))}px`;
}
