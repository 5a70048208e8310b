import { useId, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { ChannelGlyph } from '#renderer/kit/channel-glyph.tsx';
import { cn } from '#renderer/kit/cn.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Way } from './ways.ts';

interface ChannelChoiceProps {
  ways: readonly Way[];
  chosen: Id | null;
  onChoose: (channelId: Id) => void;
  /** Leads to the open dialog in a channel. */
  onGo: (dialogId: Id) => void;
}

/** Where one writes: all channels, those in which one cannot begin with the reason why. The browser's own buttons: arrows work as everywhere. */
export function ChannelChoice({ ways, chosen, onChoose, onGo }: ChannelChoiceProps): ReactNode {
  const { t } = useTexts();
  const id = useId();
  return (
    <fieldset className="mt-3 min-w-0">
      <legend className="mb-1 text-sm font-medium text-ink-2">{t('write.channel')}</legend>
      {ways.length === 0 && <p className="text-sm text-ink-3">{t('write.noChannel')}</p>}
      <div className="max-h-52 overflow-y-auto rounded-md border border-line">
        {ways.map(({ channel, line, branch, lacks, open }) => {
          const below =
            lacks === null ? (open === null ? null : t('write.openHere')) : t(`write.lacks.${lacks}`);
          return (
            <label
              key={channel.id}
              className={cn(
                'flex min-h-10 items-center gap-2.5 border-t border-line px-3 py-1 first:border-t-0',
                lacks === null ? 'text-ink' : 'text-ink-3',
                channel.id === chosen && 'bg-selected',
              )}
            >
              <input
                type="radio"
                name={id}
                value={channel.id}
                checked={channel.id === chosen}
                // Its name is the channel alone; the reason describes it.
                aria-labelledby={`${id}-${channel.id}-name`}
                aria-describedby={below === null ? undefined : `${id}-${channel.id}`}
                onChange={() => onChoose(channel.id)}
                className="size-4 shrink-0 accent-accent"
              />
              <ChannelGlyph kind={channel.kind} size={18} />
              <span className="min-w-0 grow">
                <span id={`${id}-${channel.id}-name`} className="block truncate text-md">
                  <bdi>{channel.name}</bdi>
                  <span className="text-sm text-ink-3">
                    {' '}
                    · {[line.name, branch?.name].filter(Boolean).join(' · ')}
                  </span>
                </span>
                {below !== null && (
                  <span id={`${id}-${channel.id}`} className="block text-xs">
                    {below}
                  </span>
                )}
              </span>
              {open !== null && (
                <Button size="sm" onClick={() => onGo(open.id)}>
                  {t('write.goThere')}
                </Button>
              )}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
