import { fitCommand, fitName, fitTitle } from '#renderer/commands/find.ts';
import {
  COMMAND_GROUPS,
  COMMAND_IDS,
  specOf,
  type CommandGroup,
  type CommandId,
} from '#renderer/commands/spec.ts';
import type { Offer } from '#renderer/commands/store.ts';
import type { ReplyView } from '#renderer/data/queries/views.ts';
import type { Locale } from '#renderer/i18n/messages.ts';
import type { Id } from '#shared/domain/ids.ts';
import { fit, foldWords } from '#shared/lib/fuzzy.ts';
import type { FoundDialog } from './found-dialog.ts';
import type { FoundTalk } from './found-talk.ts';

/** What the palette shows, from top to bottom. Pure. */

export type PaletteItem =
  | { kind: 'command'; key: string; id: CommandId; why: string | null }
  | { kind: 'dialog'; key: string; found: FoundDialog }
  /** To be put into the message of the open dialog. */
  | { kind: 'reply'; key: string; view: ReplyView }
  | { kind: 'talk'; key: string; found: FoundTalk }
  | { kind: 'search'; key: 'search'; text: string };

export interface PaletteGroup {
  name: 'recent' | CommandGroup | 'commands' | 'dialogs' | 'replies' | 'colleagues' | 'search';
  items: PaletteItem[];
}

const RECENT_COMMANDS = 4;
const MOST_COMMANDS = 8;
const MOST_DIALOGS = 8;
const MOST_TALKS = 5;
/** Who has chosen dialogs means them: by the same word the open one is not to be finished instead. */
const CHOSEN_FIRST = 30;
/** From here on a command was most likely meant; below it rather a client of that name. */
const MEANT = 70;

type Offers = ReadonlyMap<CommandId, Offer>;

const commandItem = (id: CommandId, offers: Offers): PaletteItem => ({
  kind: 'command',
  key: `command ${id}`,
  id,
  why: offers.get(id)?.why ?? null,
});

/** Opening the palette from the palette is no help. */
const offered = (offers: Offers): CommandId[] =>
  COMMAND_IDS.filter((id) => offers.has(id) && id !== 'palette.open' && specOf(id).quiet !== true);

const dialogItem = (found: FoundDialog): PaletteItem => ({
  kind: 'dialog',
  key: `dialog ${found.dialogId}`,
  found,
});

/** Quick replies that fit what was typed. */
export interface FoundReplies {
  views: readonly ReplyView[];
  /** The first is called just so. */
  called: boolean;
}
export const NO_REPLIES: FoundReplies = { views: [], called: false };

/** Before anything is typed: what was used last, the dialogs that were open last, then everything by its place. */
export function itemsAtRest(
  offers: Offers,
  recent: readonly CommandId[],
  lately: readonly FoundDialog[],
): PaletteGroup[] {
  const here = offered(offers);
  const first = recent
    .filter((id) => here.includes(id) && offers.get(id)?.why === null)
    .slice(0, RECENT_COMMANDS);
  const rest = here.filter((id) => !first.includes(id));
  const groups: PaletteGroup[] = [
    { name: 'recent', items: [...first.map((id) => commandItem(id, offers)), ...lately.map(dialogItem)] },
    ...COMMAND_GROUPS.map((name) => ({
      name,
      items: byAvailability(
        rest.filter((id) => specOf(id).group === name),
        offers,
      ).map((id) => commandItem(id, offers)),
    })),
  ];
  return groups.filter((group) => group.items.length > 0);
}

/** What can be done stands before what cannot; otherwise as in the registry. */
function byAvailability(ids: readonly CommandId[], offers: Offers): CommandId[] {
  const can = (id: CommandId): boolean => offers.get(id)?.why === null;
  return [...ids.filter(can), ...ids.filter((id) => !can(id))];
}

export function itemsFor(
  typed: string,
  read: readonly string[][],
  locale: Locale,
  offers: Offers,
  recent: readonly CommandId[],
  dialogs: readonly FoundDialog[],
  replies: FoundReplies = NO_REPLIES,
  talks: readonly FoundTalk[] = [],
): PaletteGroup[] {
  const ranked = offered(offers)
    .map((id) => ({ id, fit: fitCommand(locale, id, read) }))
    .filter((one) => one.fit > 0)
    .map(({ id, fit: bare }) => ({
      id,
      fit: bare * (offers.get(id)?.why === null ? 1 : 0.6) + bonus(recent, id) + ofChosen(id),
    }))
    .toSorted((a, b) => b.fit - a.fit)
    .slice(0, MOST_COMMANDS);
  const commands: PaletteGroup = { name: 'commands', items: ranked.map(({ id }) => commandItem(id, offers)) };
  const people: PaletteGroup = { name: 'dialogs', items: dialogs.slice(0, MOST_DIALOGS).map(dialogItem) };
  const colleagues: PaletteGroup = {
    name: 'colleagues',
    items: talks.slice(0, MOST_TALKS).map((found) => ({ kind: 'talk', key: `talk ${found.talkId}`, found })),
  };
  const search: PaletteGroup = {
    name: 'search',
    items: [{ kind: 'search', key: 'search', text: typed.trim() }],
  };
  const texts: PaletteGroup = {
    name: 'replies',
    items: replies.views.map((view) => ({ kind: 'reply', key: `reply ${view.reply.id}`, view })),
  };
  const meant = (ranked[0]?.fit ?? 0) >= MEANT;
  const [first, second] = meant ? [commands, people] : [people, commands];
  const named = Math.max(0, ...ranked.map(({ id }) => fitName(locale, id, read)));
  return [
    ...withTexts([first, second, colleagues], texts, commands, {
      // A shortcut is typed by who knows it.
      first: replies.called,
      // Commands have many further words; a text's own name says more than those.
      beforeCommands: named < MEANT && replies.views.some((view) => fitReply(read, view) >= MEANT),
    }),
    search,
  ].filter((group) => group.items.length > 0);
}

const fitReply = (read: readonly string[][], { reply }: ReplyView): number =>
  fitTitle(read, foldWords(reply.title));

function withTexts(
  groups: readonly PaletteGroup[],
  texts: PaletteGroup,
  commands: PaletteGroup,
  { first, beforeCommands }: { first: boolean; beforeCommands: boolean },
): PaletteGroup[] {
  const at = first ? 0 : beforeCommands ? groups.indexOf(commands) : groups.length;
  return groups.toSpliced(at, 0, texts);
}

/** What is used often wins over what fits as well. */
function bonus(recent: readonly CommandId[], id: CommandId): number {
  const place = recent.indexOf(id);
  return place < 0 ? 0 : Math.max(1, 5 - place);
}

const ofChosen = (id: CommandId): number => (specOf(id).group === 'chosen' ? CHOSEN_FIRST : 0);

/** Dialogs whose client is called so, in any layout; those that fit best first, of these in the order they came. */
export function dialogsCalled(read: readonly string[][], dialogs: readonly FoundDialog[]): FoundDialog[] {
  return dialogs
    .map((found) => ({ found, fit: Math.max(0, ...read.map((words) => fit(words, foldWords(found.name)))) }))
    .filter((one) => one.fit > 0)
    .toSorted((a, b) => b.fit - a.fit)
    .map((one) => one.found);
}

/** One of each dialog, the first. */
export function distinct(dialogs: readonly FoundDialog[]): FoundDialog[] {
  const seen = new Set<Id>();
  return dialogs.filter(({ dialogId }) => !seen.has(dialogId) && seen.add(dialogId));
}
