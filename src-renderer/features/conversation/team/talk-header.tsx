import { NotebookPen, UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TalkView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Avatar } from '#renderer/kit/avatar.tsx';
import { OperatorDot } from '#renderer/people/operator-dot.tsx';
import { usePresenceWords } from '#renderer/people/use-presence-words.ts';
import type { Id } from '#shared/domain/ids.ts';
import { kindOf, readersWords, talkName } from './talk-words.ts';

/** With whom one talks, and that no client is there. It looks like no dialog's header, so that nobody takes one for the other. */
export function TalkHeader({ view, me }: { view: TalkView; me: Id }): ReactNode {
  const { t } = useTexts();
  const name = talkName(view, me, t);
  const kind = kindOf(view, me);
  const otherId = kind === 'direct' ? (view.other?.id ?? null) : null;
  const presence = usePresenceWords(view.refusal === null ? otherId : null);
  const readers = readersWords(view, me, t);
  const words = [presence, readers].filter((one) => one !== null).join(' · ');
  return (
    <header className="flex h-14 shrink-0 items-center gap-3 border-b-2 border-team bg-team-soft pr-3 pl-4 [--avatar-ring:var(--team-soft)]">
      <TalkPicture kind={kind} name={name} seed={otherId ?? view.talk.id} />
      <div className="min-w-0 grow">
        <h1 title={name} className="truncate text-md font-semibold">
          <bdi>{name}</bdi>
        </h1>
        <p title={words} className="flex items-center gap-1 text-xs text-ink-2">
          {otherId !== null && view.refusal === null && (
            <OperatorDot silent operatorId={otherId} className="[--dot-hole:var(--team-soft)]" />
          )}
          <span className="min-w-0 truncate">{words}</span>
        </p>
      </div>
      <span className="inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full bg-team px-2.5 text-xs font-semibold text-on-team">
        <UsersRound size={13} aria-hidden="true" />
        {t('team.title')}
      </span>
    </header>
  );
}

export function TalkPicture({
  kind,
  name,
  seed,
}: {
  kind: ReturnType<typeof kindOf>;
  name: string;
  seed: string;
}): ReactNode {
  if (kind === 'direct') return <Avatar name={name} seed={seed} size={36} />;
  return (
    <span
      aria-hidden="true"
      className="flex size-9 shrink-0 items-center justify-center rounded-lg bg-team text-on-team"
    >
      {kind === 'line' ? <UsersRound size={18} /> : <NotebookPen size={18} />}
    </span>
  );
}
