import { ArrowDownRight, CornerDownRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { keysOf } from '#renderer/commands/spec.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { ChannelGlyph } from '#renderer/kit/channel-glyph.tsx';
import { cn } from '#renderer/kit/cn.ts';
import { WithKeys } from '#renderer/kit/kbd.tsx';
import { ariaKeys } from '#renderer/kit/keys.ts';
import { Tooltip } from '#renderer/kit/tooltip.tsx';
import type { Channel, Line } from '#shared/domain/directory.ts';

interface PastBarProps {
  all: boolean;
  /** The client's dialogs, this one among them. */
  count: number;
  onToggle: () => void;
}

/** This dialog only, or everything that was ever talked about with the client. */
export function PastBar({ all, count, onToggle }: PastBarProps): ReactNode {
  const { t } = useTexts();
  return (
    <div
      role="group"
      aria-label={t('history.label')}
      className="flex h-8 shrink-0 items-center gap-1 border-b border-line bg-surface px-3"
    >
      <Choice pressed={!all} onPress={() => all && onToggle()}>
        {t('history.this')}
      </Choice>
      <Choice pressed={all} onPress={() => !all && onToggle()}>
        {t('history.everything')}
        <span className="tnum font-normal text-ink-3"> · {t('history.count', { count })}</span>
      </Choice>
    </div>
  );
}

interface ChoiceProps {
  pressed: boolean;
  onPress: () => void;
  children: ReactNode;
}

function Choice({ pressed, onPress, children }: ChoiceProps): ReactNode {
  const { t } = useTexts();
  const keys = keysOf('history.all');
  const button = (
    <button
      type="button"
      aria-pressed={pressed}
      aria-keyshortcuts={keys === null ? undefined : ariaKeys(keys)}
      onClick={onPress}
      className={cn(
        'h-6 rounded-md px-2 text-xs',
        pressed ? 'bg-selected font-semibold text-ink' : 'font-medium text-ink-2 hover:bg-hover',
      )}
    >
      {children}
    </button>
  );
  return keys === null ? (
    button
  ) : (
    <Tooltip content={<WithKeys text={t('history.toggle')} combo={keys} />}>{button}</Tooltip>
  );
}

interface WritesIntoProps {
  channel: Channel | null;
  line: Line | null;
  /** Dialogs that began after this one, and the way to the next of them. */
  later: number;
  onLater: (() => void) | null;
}

/** Several dialogs are on the screen: said where one writes, so that no answer goes where it was not meant to. */
export function WritesInto({ channel, line, later, onLater }: WritesIntoProps): ReactNode {
  const { t } = useTexts();
  const where = [channel?.name, line?.name].filter((word) => word !== undefined).join(' · ');
  return (
    <div className="flex h-8 shrink-0 items-center gap-2 border-t border-line bg-surface px-4 text-xs text-ink-2">
      <CornerDownRight size={13} aria-hidden="true" className="shrink-0 text-accent-text" />
      <p className="flex min-w-0 grow items-center gap-1.5" title={where}>
        <span className="shrink-0">{t('history.into')}</span>
        {channel !== null && <ChannelGlyph kind={channel.kind} size={14} />}
        <bdi className="min-w-0 truncate font-semibold text-ink">{where}</bdi>
      </p>
      {onLater !== null && (
        <Button size="sm" onClick={onLater}>
          {t('history.later', { count: later })}
          <ArrowDownRight size={13} aria-hidden="true" />
        </Button>
      )}
    </div>
  );
}
