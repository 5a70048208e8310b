import type { TalkListView } from '#renderer/data/queries/views.ts';
import type { Translate } from '#renderer/i18n/messages.ts';
import type { Id } from '#shared/domain/ids.ts';
import { fit, foldWords } from '#shared/lib/fuzzy.ts';

/** A colleague, or the team of a line, to whom one may write. Names are text, never markup. */
export interface FoundTalk {
  talkId: Id;
  name: string;
  /** Of the colleague's picture; null for a line. */
  seed: Id | null;
}

/** Everybody one may write to but oneself. */
export function talksToFind({ lines, people }: TalkListView, me: Id, t: Translate): FoundTalk[] {
  return [
    ...people.flatMap(({ talk, other }): FoundTalk[] =>
      other === null || other.id === me || !other.active
        ? []
        : [{ talkId: talk.id, name: other.name, seed: other.id }],
    ),
    ...lines.map(({ talk, line }): FoundTalk => ({
      talkId: talk.id,
      name: line?.name ?? t('line.unknown'),
      seed: null,
    })),
  ];
}

/** Those who are called so, in any layout; who fits best first. */
export function talksCalled(read: readonly string[][], talks: readonly FoundTalk[]): FoundTalk[] {
  return talks
    .map((found) => ({ found, fit: Math.max(0, ...read.map((words) => fit(words, foldWords(found.name)))) }))
    .filter((one) => one.fit > 0)
    .toSorted((a, b) => b.fit - a.fit)
    .map((one) => one.found);
}
