import type { Id } from '#shared/domain/ids.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { Translate } from '../i18n/messages.ts';
import type { Present } from './who-is-here.ts';

/** "Now here: Anna answers, Boris looks". */
export function presentWords(present: readonly Present[], nameOf: (id: Id) => string, t: Translate): string {
  const all = present.map(({ operatorId, doing }) => {
    const name = nameOf(operatorId);
    switch (doing) {
      case 'answering':
        return t('here.answering', { name });
      case 'noting':
        return t('here.noting', { name });
      case 'looking':
        return t('here.looking', { name });
      default:
        return exhaustive(doing, 'what a colleague does');
    }
  });
  return t('here.now', { all: all.join(', ') });
}
