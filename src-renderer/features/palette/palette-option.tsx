import { Search, UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { keysOf, specOf } from '#renderer/commands/spec.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Avatar } from '#renderer/kit/avatar.tsx';
import { cn } from '#renderer/kit/cn.ts';
import { Kbd } from '#renderer/kit/kbd.tsx';
import { ShelfIcon } from '#renderer/quick-replies/folder-tree.tsx';
import { previewOf } from '#shared/lib/text.ts';
import type { ReplyView } from '#renderer/data/queries/views.ts';
import type { FoundTalk } from './found-talk.ts';
import type { PaletteItem } from './items.ts';

interface PaletteOptionProps {
  id: string;
  item: PaletteItem;
  /** Where the keyboard is. */
  active: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

export function PaletteOption({ id, item, active, onPoint, onChoose }: PaletteOptionProps): ReactNode {
  const disabled = item.kind === 'command' && item.why !== null;
  return (
    // Keys are the field's business; it knows the active option by aria-activedescendant.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={active}
      aria-disabled={disabled || undefined}
      // Moved, not entered: what comes to lie under a resting pointer is not pointed at.
      onPointerMove={active ? undefined : onPoint}
      onClick={onChoose}
      className={cn(
        'mx-2 flex min-h-9 items-center gap-3 rounded-md px-2 py-1 text-sm',
        active && 'bg-selected',
        disabled ? 'text-ink-3' : 'text-ink',
      )}
    >
      <OptionContent item={item} />
    </div>
  );
}

function OptionContent({ item }: { item: PaletteItem }): ReactNode {
  const { t } = useTexts();
  if (item.kind === 'command') return <CommandContent item={item} />;
  if (item.kind === 'search') {
    return (
      <>
        <Search size={16} aria-hidden="true" className="shrink-0 text-ink-3" />
        <span className="min-w-0 truncate">{t('palette.search', { text: item.text })}</span>
      </>
    );
  }
  if (item.kind === 'reply') return <ReplyContent view={item.view} />;
  if (item.kind === 'talk') return <TalkContent found={item.found} />;
  const { found } = item;
  return (
    <>
      <Avatar
        name={found.name}
        seed={found.contactId}
        size={36}
        channel={found.channel ?? undefined}
        nameless={found.nameless}
      />
      <span className="flex min-w-0 flex-col">
        <bdi className="truncate text-left font-medium">{found.name}</bdi>
        <bdi className="truncate text-left text-xs text-ink-3">{found.detail}</bdi>
      </span>
    </>
  );
}

function CommandContent({ item }: { item: Extract<PaletteItem, { kind: 'command' }> }): ReactNode {
  const { t } = useTexts();
  const { icon: Icon, title, asks } = specOf(item.id);
  const keys = keysOf(item.id);
  return (
    <>
      <Icon size={16} aria-hidden="true" className="shrink-0 text-ink-3" />
      <span className="min-w-0 shrink-0 truncate">
        {asks === true ? t('command.asks', { title: t(title) }) : t(title)}
      </span>
      {item.why !== null && (
        <span className="min-w-0 grow truncate text-right text-xs text-ink-3">{item.why}</span>
      )}
      {item.why === null && keys !== null && (
        <span aria-hidden="true" className="ml-auto">
          <Kbd combo={keys} />
        </span>
      )}
    </>
  );
}

function ReplyContent({ view: { reply } }: { view: ReplyView }): ReactNode {
  return (
    <>
      <ShelfIcon shelf={reply.shelf} size={16} />
      <bdi className="max-w-[60%] shrink-0 truncate font-medium">{reply.title}</bdi>
      <bdi className="min-w-0 truncate text-xs text-ink-3">{previewOf(reply.text)}</bdi>
      {reply.shortcut !== null && (
        <bdi className="ml-auto shrink-0 text-xs text-ink-3">/{reply.shortcut}</bdi>
      )}
    </>
  );
}

/** Says what it is for: it stands among clients of like names. */
function TalkContent({ found }: { found: FoundTalk }): ReactNode {
  const { t } = useTexts();
  return (
    <>
      {found.seed === null ? (
        <span
          aria-hidden="true"
          className="flex size-6 shrink-0 items-center justify-center rounded-md bg-team text-on-team"
        >
          <UsersRound size={14} />
        </span>
      ) : (
        <Avatar name={found.name} seed={found.seed} size={24} />
      )}
      <bdi className="min-w-0 grow truncate text-left">{t('team.write', { name: found.name })}</bdi>
      <span className="shrink-0 rounded-full bg-team-soft px-2 text-xs font-medium text-team">
        {t('team.title')}
      </span>
    </>
  );
}
