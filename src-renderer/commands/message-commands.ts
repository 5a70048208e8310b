import { ClipboardList, Mic, Paperclip } from 'lucide-react';

/** What comes into a message besides letters. A part of `COMMANDS`. */
export const MESSAGE_COMMANDS = {
  'message.attach': {
    title: 'files.attach',
    group: 'dialog',
    icon: Paperclip,
    words: 'command.words.attach',
    keys: [{ code: 'KeyO', alt: true }],
    slash: 'command.slash.attach',
    asks: true,
  },
  'message.voice': {
    title: 'voice.record',
    group: 'dialog',
    icon: Mic,
    words: 'command.words.voice',
    keys: [{ code: 'KeyR', alt: true }],
    slash: 'command.slash.voice',
  },
  'message.form': {
    title: 'form.ask',
    group: 'dialog',
    icon: ClipboardList,
    words: 'command.words.form',
    slash: 'command.slash.form',
    asks: true,
  },
} as const;
