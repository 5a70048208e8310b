import {
  AlarmClock,
  AlarmClockOff,
  ArrowRightLeft,
  Bell,
  Ban,
  CheckCheck,
  CircleCheck,
  CircleSlash,
  CircleUserRound,
  Clock3,
  Coffee,
  CornerUpLeft,
  DoorOpen,
  EyeOff,
  FocusIcon,
  Forward,
  HandGrab,
  HandHelping,
  Keyboard,
  Languages,
  LifeBuoy,
  LogIn,
  LogOut,
  Mail,
  MailCheck,
  MessageSquareReply,
  MonitorX,
  Moon,
  MoveDown,
  MoveUp,
  PanelRight,
  Pin,
  PinOff,
  RotateCcw,
  Search,
  Settings,
  ShieldBan,
  SquareTerminal,
  SunMoon,
  Sunset,
  Undo2,
  UserRoundPlus,
  X,
  type LucideIcon,
} from 'lucide-react';
import type { MessageKey, ParamsArg } from '../i18n/messages.ts';
import type { Combo } from '../kit/keys.ts';
import { CLIENT_COMMANDS } from './client-commands.ts';
import { MESSAGE_COMMANDS } from './message-commands.ts';
import { PLACE_COMMANDS } from './place-commands.ts';
import { REPLY_COMMANDS } from './reply-commands.ts';

/** Texts without parameters: what a command may be called by. */
export type PlainKey = { [Key in MessageKey]: ParamsArg<Key> extends [] ? Key : never }[MessageKey];

/** Where a command belongs: the headings of the palette and of the list of shortcuts. */
export const COMMAND_GROUPS = ['chosen', 'dialog', 'move', 'app'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** What is always true of a command. Whether it can be done now, and what it does, says whoever offers it (`useCommand`). */
export interface CommandSpec {
  title: PlainKey;
  group: CommandGroup;
  icon: LucideIcon;
  /** Other words that people may look for it by. */
  words?: PlainKey;
  /** By the place of the keys, in every layout. The first one is shown. */
  keys?: readonly Combo[];
  /** The word after `/` in the message field; without one it makes no sense there. */
  slash?: PlainKey;
  /** It asks something before it is done. */
  asks?: true;
  /** Given by keys only: in lists of commands it would say nothing. */
  quiet?: true;
}

/** What one does first in a dialog. Of the commands that have these keys at most one is offered at a time. */
export const PRIMARY: Combo = { code: 'Enter', mod: true };

/**
 * Every action of the product. Buttons, menus, the list of shortcuts, the palette and `/` read it, so that they cannot disagree.
 *
 * No Alt+Shift: on Windows it switches the keyboard layout, which a Russian-speaking operator does all day; Ctrl+Shift does so
 * too, but only when no third key is pressed with them.
 */
export const COMMANDS = {
  'dialog.answer': {
    title: 'action.answer',
    group: 'dialog',
    icon: MessageSquareReply,
    words: 'command.words.answer',
    keys: [PRIMARY],
    slash: 'command.slash.answer',
  },
  'dialog.acceptTransfer': {
    title: 'action.acceptTransfer',
    group: 'dialog',
    icon: HandHelping,
    words: 'command.words.acceptTransfer',
    keys: [PRIMARY],
    slash: 'command.slash.acceptTransfer',
  },
  'dialog.declineTransfer': {
    title: 'action.declineTransfer',
    group: 'dialog',
    icon: CircleSlash,
    words: 'command.words.declineTransfer',
    slash: 'command.slash.declineTransfer',
    asks: true,
  },
  'dialog.take': {
    title: 'action.take',
    group: 'dialog',
    icon: HandGrab,
    words: 'command.words.take',
    keys: [PRIMARY],
    slash: 'command.slash.take',
    asks: true,
  },
  'dialog.transfer': {
    title: 'action.transfer',
    group: 'dialog',
    icon: ArrowRightLeft,
    words: 'command.words.transfer',
    keys: [{ code: 'KeyT', alt: true }],
    slash: 'command.slash.transfer',
    asks: true,
  },
  'dialog.recallTransfer': {
    title: 'action.recallTransfer',
    group: 'dialog',
    icon: Undo2,
    words: 'command.words.recallTransfer',
    slash: 'command.slash.recallTransfer',
  },
  'dialog.handBack': {
    title: 'action.handBack',
    group: 'dialog',
    icon: CornerUpLeft,
    words: 'command.words.handBack',
    slash: 'command.slash.handBack',
    asks: true,
  },
  'dialog.invite': {
    title: 'action.invite',
    group: 'dialog',
    icon: UserRoundPlus,
    words: 'command.words.invite',
    keys: [{ code: 'KeyG', alt: true }],
    slash: 'command.slash.invite',
    asks: true,
  },
  'dialog.join': {
    title: 'action.join',
    group: 'dialog',
    icon: LogIn,
    words: 'command.words.join',
    slash: 'command.slash.join',
  },
  'dialog.leave': {
    title: 'action.leave',
    group: 'dialog',
    icon: DoorOpen,
    words: 'command.words.leave',
    slash: 'command.slash.leave',
  },
  'dialog.callSenior': {
    title: 'action.callSenior',
    group: 'dialog',
    icon: LifeBuoy,
    words: 'command.words.callSenior',
    slash: 'command.slash.callSenior',
    asks: true,
  },
  'dialog.markRead': {
    title: 'action.markRead',
    group: 'dialog',
    icon: MailCheck,
    words: 'command.words.markRead',
    keys: [{ code: 'KeyM', alt: true }],
    slash: 'command.slash.markRead',
  },
  'dialog.markUnread': {
    title: 'action.markUnread',
    group: 'dialog',
    icon: Mail,
    words: 'command.words.unread',
    keys: [{ code: 'KeyU', alt: true }],
    slash: 'command.slash.unread',
  },
  'dialog.pin': {
    title: 'action.pin',
    group: 'dialog',
    icon: Pin,
    words: 'command.words.pin',
    slash: 'command.slash.pin',
  },
  'dialog.unpin': {
    title: 'action.unpin',
    group: 'dialog',
    icon: PinOff,
    words: 'command.words.pin',
    slash: 'command.slash.unpin',
  },
  'dialog.snooze': {
    title: 'action.snooze',
    group: 'dialog',
    icon: AlarmClock,
    words: 'command.words.snooze',
    keys: [{ code: 'KeyS', alt: true }],
    slash: 'command.slash.snooze',
    asks: true,
  },
  'dialog.unsnooze': {
    title: 'action.unsnooze',
    group: 'dialog',
    icon: AlarmClockOff,
    words: 'command.words.snooze',
    slash: 'command.slash.unsnooze',
  },
  'dialog.spam': {
    title: 'action.spam',
    group: 'dialog',
    icon: ShieldBan,
    words: 'command.words.spam',
    slash: 'command.slash.spam',
    asks: true,
  },
  'dialog.reopen': {
    title: 'action.reopen',
    group: 'dialog',
    icon: RotateCcw,
    words: 'command.words.reopen',
    slash: 'command.slash.reopen',
  },
  'dialog.finish': {
    title: 'action.finish',
    group: 'dialog',
    icon: CircleCheck,
    words: 'command.words.finish',
    keys: [{ code: 'End', alt: true }],
    slash: 'command.slash.finish',
  },
  'composer.hidden': {
    title: 'composer.hidden',
    group: 'dialog',
    icon: EyeOff,
    words: 'command.words.hidden',
    keys: [{ code: 'KeyH', mod: true, shift: true }],
    slash: 'command.slash.hidden',
  },
  ...MESSAGE_COMMANDS,
  ...CLIENT_COMMANDS,
  ...REPLY_COMMANDS,
  'chosen.markRead': {
    title: 'chosen.markRead',
    group: 'chosen',
    icon: MailCheck,
    words: 'command.words.markRead',
  },
  'chosen.markUnread': {
    title: 'chosen.markUnread',
    group: 'chosen',
    icon: Mail,
    words: 'command.words.unread',
  },
  'chosen.finish': {
    title: 'chosen.finish',
    group: 'chosen',
    icon: CircleCheck,
    words: 'command.words.finish',
  },
  'chosen.transfer': { title: 'chosen.transfer', group: 'chosen', icon: Forward, asks: true },
  'chosen.snooze': { title: 'chosen.snooze', group: 'chosen', icon: AlarmClock, asks: true },
  'chosen.reopen': {
    title: 'chosen.reopen',
    group: 'chosen',
    icon: RotateCcw,
    words: 'command.words.reopen',
  },
  'chosen.pin': { title: 'chosen.pin', group: 'chosen', icon: Pin },
  'chosen.unpin': { title: 'chosen.unpin', group: 'chosen', icon: PinOff },
  'chosen.spam': { title: 'chosen.spam', group: 'chosen', icon: Ban, asks: true },
  // In the list, where `Ctrl+A` means no text.
  'chosen.all': { title: 'chosen.all', group: 'chosen', icon: CheckCheck },
  'chosen.none': { title: 'chosen.none', group: 'chosen', icon: X },
  undo: {
    title: 'command.undo',
    group: 'app',
    icon: Undo2,
    words: 'command.words.undo',
    // The first only where no text is being written: there it is the text's.
    keys: [
      { code: 'KeyZ', mod: true },
      { code: 'KeyZ', alt: true },
    ],
  },
  'dialog.next': {
    title: 'command.nextDialog',
    group: 'move',
    icon: MoveDown,
    words: 'command.words.nextDialog',
    keys: [{ code: 'ArrowDown', alt: true }],
    slash: 'command.slash.next',
  },
  'dialog.previous': {
    title: 'command.previousDialog',
    group: 'move',
    icon: MoveUp,
    words: 'command.words.previousDialog',
    keys: [{ code: 'ArrowUp', alt: true }],
  },
  'palette.open': {
    title: 'palette.title',
    group: 'move',
    icon: SquareTerminal,
    keys: [{ code: 'KeyK', mod: true }],
  },
  'search.open': {
    title: 'shortcuts.search',
    group: 'move',
    icon: Search,
    words: 'command.words.search',
    // Where browsers and programs have it.
    keys: [{ code: 'KeyF', mod: true }],
  },
  ...PLACE_COMMANDS,
  'focus.list': {
    title: 'shortcuts.focusList',
    group: 'move',
    icon: FocusIcon,
    keys: [{ code: 'Digit1', mod: true }],
  },
  'focus.transcript': {
    title: 'shortcuts.focusTranscript',
    group: 'move',
    icon: FocusIcon,
    keys: [{ code: 'Digit2', mod: true }],
  },
  'focus.composer': {
    title: 'shortcuts.focusComposer',
    group: 'move',
    icon: FocusIcon,
    keys: [{ code: 'Digit3', mod: true }],
  },
  'focus.nextArea': {
    title: 'shortcuts.areas',
    group: 'move',
    icon: FocusIcon,
    keys: [{ code: 'F6' }],
  },
  'focus.previousArea': {
    title: 'command.previousArea',
    group: 'move',
    icon: FocusIcon,
    keys: [{ code: 'F6', shift: true }],
  },
  'notices.open': {
    title: 'notices.open',
    group: 'move',
    icon: Bell,
    words: 'command.words.notices',
    keys: [{ code: 'KeyN', alt: true }],
  },
  'card.toggle': {
    title: 'shortcuts.card',
    group: 'app',
    icon: PanelRight,
    words: 'command.words.card',
    keys: [{ code: 'KeyI', alt: true }],
  },
  'theme.light': { title: 'command.themeLight', group: 'app', icon: SunMoon, words: 'command.words.theme' },
  'theme.dark': { title: 'command.themeDark', group: 'app', icon: SunMoon, words: 'command.words.theme' },
  'theme.system': { title: 'command.themeSystem', group: 'app', icon: SunMoon, words: 'command.words.theme' },
  'language.ru': {
    title: 'command.languageRu',
    group: 'app',
    icon: Languages,
    words: 'command.words.language',
  },
  'language.en': {
    title: 'command.languageEn',
    group: 'app',
    icon: Languages,
    words: 'command.words.language',
  },
  settings: {
    title: 'settings.open',
    group: 'app',
    icon: Settings,
    words: 'command.words.settings',
    keys: [{ code: 'Comma', mod: true }],
    asks: true,
  },
  'presence.open': {
    title: 'presence.title',
    group: 'app',
    icon: CircleUserRound,
    words: 'command.words.presence',
    keys: [{ code: 'KeyP', alt: true }],
    asks: true,
  },
  'presence.online': {
    title: 'presence.command.online',
    group: 'app',
    icon: CircleUserRound,
    words: 'command.words.presence',
  },
  'presence.away': {
    title: 'presence.command.away',
    group: 'app',
    icon: Clock3,
    words: 'command.words.presence',
  },
  'presence.break': {
    title: 'presence.command.break',
    group: 'app',
    icon: Coffee,
    words: 'command.words.break',
  },
  'presence.off': {
    title: 'presence.command.off',
    group: 'app',
    icon: Moon,
    words: 'command.words.off',
  },
  'shift.end': {
    title: 'shift.end',
    group: 'app',
    icon: Sunset,
    words: 'command.words.shift',
    asks: true,
  },
  shortcuts: {
    title: 'user.shortcuts',
    group: 'app',
    icon: Keyboard,
    words: 'command.words.shortcuts',
    keys: [{ code: 'F1' }],
    asks: true,
  },
  signOut: {
    title: 'user.signOut',
    group: 'app',
    icon: LogOut,
    words: 'command.words.signOut',
    asks: true,
  },
  signOutEverywhere: {
    title: 'user.signOutEverywhere',
    group: 'app',
    icon: MonitorX,
    words: 'command.words.signOut',
    asks: true,
  },
} as const satisfies Record<string, CommandSpec>;

export type CommandId = keyof typeof COMMANDS;
export const COMMAND_IDS = Object.keys(COMMANDS) as CommandId[];

export const specOf = (id: CommandId): CommandSpec => COMMANDS[id];

/** The keys that are shown beside a command. */
export const keysOf = (id: CommandId): Combo | null => specOf(id).keys?.[0] ?? null;
