import { FocusIcon, History, Merge, Pencil, SquarePen, StickyNote, Tag } from 'lucide-react';

/** What is done with a client: his card, everything that was talked about with him, writing to him first. A part of `COMMANDS`. */
export const CLIENT_COMMANDS = {
  'contact.rename': {
    title: 'card.rename',
    group: 'dialog',
    icon: Pencil,
    words: 'command.words.rename',
    keys: [{ code: 'F2' }],
  },
  'contact.note': {
    title: 'card.addNote',
    group: 'dialog',
    icon: StickyNote,
    words: 'command.words.note',
  },
  'contact.tag': {
    title: 'card.addTag',
    group: 'dialog',
    icon: Tag,
    words: 'command.words.tag',
  },
  'contact.write': {
    title: 'write.this',
    group: 'dialog',
    icon: SquarePen,
    words: 'command.words.write',
    asks: true,
  },
  'contact.merge': {
    title: 'command.merge',
    group: 'dialog',
    icon: Merge,
    words: 'command.words.merge',
    asks: true,
  },
  'focus.card': {
    title: 'command.focusCard',
    group: 'move',
    icon: FocusIcon,
    words: 'command.words.card',
    keys: [{ code: 'Digit4', mod: true }],
  },
  'write.first': {
    title: 'write.title',
    group: 'move',
    icon: SquarePen,
    words: 'command.words.write',
    keys: [{ code: 'KeyW', alt: true }],
    asks: true,
  },
  'history.all': {
    title: 'history.toggle',
    group: 'dialog',
    icon: History,
    words: 'command.words.history',
    keys: [{ code: 'KeyA', alt: true }],
    slash: 'command.slash.history',
  },
} as const;
