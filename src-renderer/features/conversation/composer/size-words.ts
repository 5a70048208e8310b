import type { Texts } from '#renderer/i18n/i18n.ts';
import { kib, type TextSize } from './size.ts';

type Sized = Exclude<TextSize, { kind: 'fine' }>;

/** How much is used of how much, in what the channel counts. */
export function sizeWords({ size, limit }: Sized, { t, format }: Texts): string {
  return limit.unit === 'bytes'
    ? t('composer.bytesLeft', { bytes: format.number(kib(size)), max: format.number(kib(limit.max)) })
    : t('composer.charactersLeft', { size: format.number(size), max: format.number(limit.max) });
}

export function tooLongWords({ size, limit }: Sized, { t, format }: Texts): string {
  return limit.unit === 'bytes'
    ? t('composer.tooLong', { bytes: format.number(kib(size)), max: format.number(kib(limit.max)) })
    : t('composer.tooManyCharacters', { count: size, max: format.number(limit.max) });
}
