import { Check, Waypoints } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/react.tsx';
import { roleName } from '../../i18n/words/names.ts';
import { Avatar } from '../../kit/avatar.tsx';
import { PresenceDot } from '../../kit/presence-dot.tsx';
import { useColleagueWords } from '../use-colleagues.ts';
import type { ColleagueTarget, LineTarget, Target } from './targets.ts';

/** A colleague with how it stands with him, or a line with its branch. */
export function TargetContent({ target, ticked }: { target: Target; ticked: boolean }): ReactNode {
  return (
    <>
      {target.kind === 'operator' ? <ColleagueOption target={target} /> : <LineOption target={target} />}
      {ticked && <Check size={16} aria-hidden="true" className="ml-auto shrink-0 text-accent-text" />}
    </>
  );
}

function ColleagueOption({ target: { colleague } }: { target: ColleagueTarget }): ReactNode {
  const { t } = useTexts();
  const words = useColleagueWords();
  const { operator, presence } = colleague;
  return (
    <>
      <span className="relative">
        <Avatar name={operator.name} seed={operator.id} size={36} />
        <PresenceDot
          state={presence.state}
          label={null}
          className="absolute right-0 bottom-0 rounded-full bg-raised [--dot-hole:var(--raised)]"
        />
      </span>
      <span className="flex min-w-0 flex-col">
        <bdi className="truncate text-left text-md font-medium">{operator.name}</bdi>
        <span className="truncate text-xs text-ink-2">
          {[words(colleague), operator.role !== 'operator' && roleName(operator.role, t)]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
    </>
  );
}

function LineOption({ target: { line, branch, same } }: { target: LineTarget }): ReactNode {
  const { t } = useTexts();
  return (
    <>
      <span className="flex size-9 shrink-0 items-center justify-center rounded-full bg-hover text-ink-2">
        <Waypoints size={18} aria-hidden="true" />
      </span>
      <span className="flex min-w-0 flex-col">
        <bdi className="truncate text-left text-md font-medium">{line.name}</bdi>
        <span className="truncate text-xs text-ink-2">
          {[branch?.name, same && t('transfer.sameLine')].filter(Boolean).join(' · ')}
        </span>
      </span>
    </>
  );
}
