import { ArrowRightLeft, Clock3, LifeBuoy } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Avatar } from '#renderer/kit/avatar.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { useHubNow } from '#renderer/kit/clock.ts';
import { Tooltip } from '#renderer/kit/tooltip.tsx';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import type { Talk } from './talk.ts';
import type { HandOverHandle } from './use-hand-over.ts';

/** So many are named; of more there are a number and, pointed at, the names. */
const NAMED = 3;

interface TalkBarProps {
  talk: Talk;
  /** The hub does not know of the offer yet. */
  pending: boolean;
  me: Id;
  nameOf: (operatorId: Id) => string;
  handOver: HandOverHandle;
}

/** Who is in the talk, while there are more than the responsible: participants, whom it is offered to, a call for help. */
export function TalkBar({ talk, pending, me, nameOf, handOver }: TalkBarProps): ReactNode {
  const { t } = useTexts();
  const { responsibleId, participantIds, seniorCall } = talk;
  const offer = talk.offer !== null && talk.offer.toId !== me ? talk.offer : null;
  if (participantIds.length === 0 && offer === null && seniorCall === null) return null;
  const responsible = responsibleId === me ? t('talk.responsibleYou') : nameOf(responsibleId ?? '');
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-1 text-xs text-ink-2">
      {participantIds.length > 0 && (
        <ul aria-label={t('talk.label')} className="flex min-w-0 items-center gap-3">
          {responsibleId !== null && (
            <Person
              id={responsibleId}
              name={nameOf(responsibleId)}
              words={responsibleId === me ? responsible : t('talk.responsible', { name: responsible })}
            />
          )}
          {participantIds.slice(0, NAMED).map((id) => (
            <Person key={id} id={id} name={nameOf(id)} words={id === me ? t('talk.you') : nameOf(id)} />
          ))}
          {participantIds.length > NAMED && <More names={participantIds.slice(NAMED).map(nameOf)} />}
        </ul>
      )}
      {offer !== null && (
        <Offered offer={offer} pending={pending} me={me} nameOf={nameOf} handOver={handOver} />
      )}
      {seniorCall !== null && (
        <span className="flex min-w-0 items-center gap-2 text-warn">
          <LifeBuoy size={14} aria-hidden="true" className="shrink-0" />
          <span className="min-w-0 truncate" title={seniorCall.note}>
            <span className="font-medium">
              {seniorCall.byId === me
                ? t('talk.seniorYou')
                : t('talk.senior', { name: nameOf(seniorCall.byId) })}
            </span>
            {seniorCall.note !== '' && <bdi className="ml-1.5">{seniorCall.note}</bdi>}
          </span>
          {handOver.why['dialog.join'] === null && (
            <Button size="sm" look="primary" onClick={handOver.run['dialog.join']}>
              {t('action.join')}
            </Button>
          )}
        </span>
      )}
    </div>
  );
}

function Person({ id, name, words }: { id: Id; name: string; words: string }): ReactNode {
  return (
    <li className="flex min-w-0 items-center gap-1.5">
      <Avatar name={name} seed={id} size={16} />
      <bdi title={words} className="max-w-40 min-w-0 truncate">
        {words}
      </bdi>
    </li>
  );
}

function More({ names }: { names: readonly string[] }): ReactNode {
  const { t } = useTexts();
  const count = String(names.length);
  return (
    <li>
      <Tooltip content={names.join(', ')}>
        <button
          type="button"
          aria-label={t('talk.moreNames', { count, names: names.join(', ') })}
          className="tnum h-6 min-w-6 rounded-full bg-hover px-1.5 text-2xs font-medium"
        >
          {t('talk.more', { count })}
        </button>
      </Tooltip>
    </li>
  );
}

interface OfferedProps extends Pick<TalkBarProps, 'pending' | 'me' | 'nameOf' | 'handOver'> {
  offer: NonNullable<Talk['offer']>;
}

/** For all but him to whom it is offered. */
function Offered({ offer, pending, me, nameOf, handOver }: OfferedProps): ReactNode {
  const { t } = useTexts();
  const name = nameOf(offer.toId);
  const words =
    offer.fromId === me ? t('offer.youTo', { name }) : t('offer.toBy', { name, other: nameOf(offer.fromId) });
  return (
    <span className="flex min-w-0 items-center gap-2 text-accent-text">
      {pending ? (
        <Clock3 size={14} aria-hidden="true" className="shrink-0 text-ink-3" />
      ) : (
        <ArrowRightLeft size={14} aria-hidden="true" className="shrink-0" />
      )}
      <span data-pending={pending || undefined} className="min-w-0 truncate" title={words}>
        <bdi className="font-medium">{words}</bdi> ·{' '}
        {pending ? t('delivery.pending') : <Waits since={offer.at} />}
      </span>
      {handOver.why['dialog.recallTransfer'] === null && (
        <Button size="sm" onClick={handOver.run['dialog.recallTransfer']}>
          {t('action.recallTransfer')}
        </Button>
      )}
    </span>
  );
}

/** Ticks by itself. */
function Waits({ since }: { since: Timestamp }): ReactNode {
  const { t, format } = useTexts();
  const waited = Math.max(0, useHubNow(15_000) - since);
  return <span className="tnum">{t('offer.waits', { duration: format.span(waited) })}</span>;
}
