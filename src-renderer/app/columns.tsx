import { X } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { CommandIconButton } from '../commands/command-icon-button.tsx';
import type { ShownFiles } from '../features/client-card/card-files.tsx';
import { ClientCard } from '../features/client-card/client-card.tsx';
import { FilesViewer } from '../features/conversation/files/viewer.tsx';
import { DialogList } from '../features/dialogs/dialog-list.tsx';
import { FirstSync } from '../features/dialogs/first-sync.tsx';
import type { OpenHow } from '../features/dialogs/lists.tsx';
import { SearchPlace, type AskedSearch, type FoundPlace } from '../features/search/search-place.tsx';
import { TalkList } from '../features/team/talk-list.tsx';
import { StatusBar } from '../features/session/status-bar.tsx';
import { useTexts } from '../i18n/react.tsx';
import { IconButton } from '../kit/button.tsx';
import { cn } from '../kit/cn.ts';
import { Splitter } from '../kit/splitter.tsx';
import { Area } from './area.tsx';
import { CARD_WIDTH, LIST_WIDTH, useViewState } from './view-state.ts';

/** The side columns with their borders: each is a landmark of its own. */

interface ListColumnProps {
  /** Takes all the room there is, because nothing stands beside it. */
  alone: boolean;
  onOpen: (dialogId: string, how?: OpenHow) => void;
  asked: AskedSearch | null;
  /** A result of the search was chosen. */
  onFound: (place: FoundPlace) => void;
  /** A result of the team was chosen. */
  onFoundTalk: (talkId: string, seq: number) => void;
  /** The search was left, and nothing has the keyboard. */
  onSearchLeft: () => void;
  /** A dialog may be opened soon. @returns when it can be drawn at once */
  onPrepare: (dialogId: string) => Promise<void>;
  /** A talk of the team was chosen. */
  onTalk: (talkId: string, how: OpenHow) => void;
  /** The menu of a row. */
  onMenu: (target: { dialogId: string; x: number; y: number }) => void;
}

/** It hears of the choice by itself: what is drawn beside it does not draw it again. */
export const ListColumn = memo(function ListColumn(props: ListColumnProps): ReactNode {
  const { alone, onOpen, asked, onFound, onFoundTalk, onSearchLeft, onPrepare, onTalk, onMenu } = props;
  const { t } = useTexts();
  const { list, dialogId, desk, talkId, listWidth, setListWidth } = useViewState();
  const team = desk === 'team';
  return (
    <section aria-label={t('area.list')} className={cn('flex min-h-0', alone ? 'min-w-0 grow' : 'shrink-0')}>
      <div
        id="list-column"
        style={alone ? undefined : { width: listWidth }}
        className={cn('flex min-h-0 flex-col bg-canvas', alone ? 'min-w-0 grow' : 'shrink-0')}
      >
        <div className="flex h-14 shrink-0 items-center border-b border-line pr-2 pl-4">
          <h2 className="min-w-0 grow truncate text-lg font-semibold tracking-tight">
            {t(team ? 'team.title' : `list.${list}`)}
          </h2>
          {!team && <CommandIconButton id="write.first" />}
        </div>
        <SearchPlace asked={asked} onOpen={onFound} onOpenTalk={onFoundTalk} onLeft={onSearchLeft}>
          <FirstSync />
          <Area name="area.list">
            {team ? (
              <TalkList selectedId={talkId} onOpen={onTalk} />
            ) : (
              <DialogList
                key={list}
                name={list}
                selectedId={dialogId}
                onOpen={onOpen}
                onPrepare={onPrepare}
                onMenu={onMenu}
              />
            )}
          </Area>
        </SearchPlace>
        <StatusBar onOpenDialog={onOpen} onOpenTalk={(id) => onTalk(id, 'enter')} />
      </div>
      {!alone && (
        <Border column="list" side="before" width={listWidth} limits={LIST_WIDTH} onChange={setListWidth} />
      )}
    </section>
  );
});

interface CardColumnProps {
  dialogId: string;
  onOpen: (dialogId: string) => void;
  openLink: (href: string) => Promise<void>;
  /** It lies over the dialog, and this takes it away; null: it stands beside the dialog. */
  onPutAway: (() => void) | null;
}

const renderViewer = (shown: ShownFiles): ReactNode => <FilesViewer {...shown} />;

export function CardColumn({ dialogId, onOpen, openLink, onPutAway }: CardColumnProps): ReactNode {
  const { t } = useTexts();
  const { cardWidth, setCardWidth } = useViewState();
  return (
    <aside
      aria-label={t('card.label')}
      className={cn(
        'flex min-h-0',
        onPutAway === null
          ? 'shrink-0'
          : 'absolute inset-y-0 right-0 z-30 max-w-full border-l border-line shadow-pop',
      )}
    >
      {onPutAway === null && (
        <Border column="card" side="after" width={cardWidth} limits={CARD_WIDTH} onChange={setCardWidth} />
      )}
      <div
        id="card-column"
        style={{ width: cardWidth }}
        data-area="card"
        tabIndex={-1}
        className={cn('focus-inset overflow-y-auto bg-canvas', onPutAway === null ? 'shrink-0' : 'min-w-0')}
      >
        {onPutAway !== null && (
          <div className="sticky top-0 z-10 flex h-10 items-center justify-between border-b border-line bg-canvas pr-1 pl-4">
            <span className="text-xs font-semibold text-ink-3">{t('card.label')}</span>
            <IconButton label={t('card.hide')} onClick={onPutAway}>
              <X size={16} />
            </IconButton>
          </div>
        )}
        <Area name="area.card" resetKey={dialogId}>
          <ClientCard
            dialogId={dialogId}
            onOpenDialog={onOpen}
            openLink={openLink}
            renderViewer={renderViewer}
          />
        </Area>
      </div>
    </aside>
  );
}

interface BorderProps {
  column: 'list' | 'card';
  side: 'before' | 'after';
  width: number;
  limits: typeof LIST_WIDTH | typeof CARD_WIDTH;
  onChange: (width: number) => void;
}

function Border({ column, side, width, limits, onChange }: BorderProps): ReactNode {
  const { t } = useTexts();
  return (
    <Splitter
      label={t(column === 'list' ? 'layout.resizeList' : 'layout.resizeCard')}
      controls={`${column}-column`}
      side={side}
      value={width}
      min={limits.min}
      max={limits.max}
      onChange={onChange}
      onReset={() => onChange(limits.initial)}
    />
  );
}
