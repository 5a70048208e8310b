import type { Language } from '../i18n/language.ts';

export interface FileWords {
  attach: string;
  save: string;
  open: string;
  play: string;
  close: string;
  remove: string;
  again: string;
  tooLarge: string;
  tooMany: string;
  failed: string;
  unavailable: string;
  limit: string;
  /** Beside a file that could not be kept on the device. */
  notKept: string;
  units: readonly [kb: string, mb: string];
}

/** `{name}` is the file's. */
export const WORDS: Record<Language, FileWords> = {
  en: {
    attach: 'Attach files',
    save: 'Save {name}',
    open: 'Open {name}',
    play: 'Play {name}',
    close: 'Close',
    remove: 'Remove {name}',
    again: 'Try {name} again',
    tooLarge: 'Too large: at most 50 MB',
    tooMany: 'At most 10 files in one message',
    failed: 'Not sent',
    unavailable: 'The file cannot be fetched now',
    limit: 'Up to 10 files, 50 MB each',
    notKept: 'lost if the page is closed',
    units: ['KB', 'MB'],
  },
  ru: {
    attach: 'Прикрепить файлы',
    save: 'Сохранить {name}',
    open: 'Открыть {name}',
    play: 'Слушать {name}',
    close: 'Закрыть',
    remove: 'Убрать {name}',
    again: 'Отправить {name} ещё раз',
    tooLarge: 'Слишком большой: не больше 50 МБ',
    tooMany: 'Не больше 10 файлов в одном сообщении',
    failed: 'Не отправлен',
    unavailable: 'Сейчас файл получить нельзя',
    limit: 'До 10 файлов, каждый до 50 МБ',
    notKept: 'пропадёт, если закрыть страницу',
    units: ['КБ', 'МБ'],
  },
};

export function sizeWords(bytes: number, { units }: FileWords): string {
  const [kb, mb] = units;
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} ${kb}` : `${(bytes / 1e6).toFixed(1)} ${mb}`;
}

export function named(words: string, name: string): string {
  // Not `replace`: "$&" in a name means nothing here.
  return words.split('{name}').join(name);
}
