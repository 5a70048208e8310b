import type { TalkView } from '#renderer/data/queries/views.ts';
import type { Translate } from '#renderer/i18n/messages.ts';
import type { Id } from '#shared/domain/ids.ts';

/** What kind of a talk it is, to the person who looks. */
export type TalkKind = 'line' | 'direct' | 'notes';

export function kindOf({ talk, other }: Pick<TalkView, 'talk' | 'other'>, me: Id): TalkKind {
  if (talk.place.kind === 'line') return 'line';
  return other === null || other.id !== me ? 'direct' : 'notes';
}

/** What a talk is called. Names are people's own words: only ever text nodes. */
export function talkName(
  { talk, line, other }: Pick<TalkView, 'talk' | 'line' | 'other'>,
  me: Id,
  t: Translate,
): string {
  const kind = kindOf({ talk, other }, me);
  if (kind === 'line') return line?.name ?? t('line.unknown');
  return kind === 'notes' ? t('team.notes') : (other?.name ?? t('operator.unknown'));
}

/** Who reads what is written here. */
export function readersWords(view: TalkView, me: Id, t: Translate): string {
  const kind = kindOf(view, me);
  if (kind === 'notes') return t('team.readers.notes');
  const name = talkName(view, me, t);
  return kind === 'line' ? t('team.readers.line', { line: name }) : t('team.readers.direct', { name });
}
