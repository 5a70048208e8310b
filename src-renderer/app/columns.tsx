import type { ReactNode } from 'react';
import { ClientCard } from '../features/client-card/client-card.tsx';
import { DialogList } from '../features/dialogs/dialog-list.tsx';
import { FirstSync } from '../features/dialogs/first-sync.tsx';
import type { OpenHow } from '../features/dialogs/lists.tsx';
import { StatusBar } from '../features/session/status-bar.tsx';
import { useTexts } from '../i18n/react.tsx';
import { cn } from '../kit/cn.ts';
import { Splitter } from '../kit/splitter.tsx';
import { Area } from './area.tsx';
import { CARD_WIDTH, LIST_WIDTH, useViewState } from './view-state.ts';

/** The side columns with their borders: each is a landmark of its own. */

interface ListColumnProps {
  /** Takes all the room there is, because nothing stands beside it. */
  alone: boolean;
  onOpen: (dialogId: string, how?: OpenHow) => void;
}

export function ListColumn({ alone, onOpen }: ListColumnProps): ReactNode {
  const { t } = useTexts();
  const { list, dialogId, listWidth, setListWidth } = useViewState();
  return (
    <section aria-label={t('area.list')} className={cn('flex min-h-0', alone ? 'min-w-0 grow' : 'shrink-0')}>
      <div
        id="list-column"
        style={alone ? undefined : { width: listWidth }}
        className={cn('flex min-h-0 flex-col bg-canvas', alone ? 'min-w-0 grow' : 'shrink-0')}
      >
        <div className="flex h-14 shrink-0 items-center border-b border-line px-4">
          <h2 className="truncate text-lg font-semibold tracking-tight">{t(`list.${list}`)}</h2>
        </div>
        <FirstSync />
        <Area name="area.list">
          <DialogList key={list} name={list} selectedId={dialogId} onOpen={onOpen} />
        </Area>
        <StatusBar onOpenDialog={onOpen} />
      </div>
      {!alone && (
        <Splitter
          label={t('layout.resizeList')}
          controls="list-column"
          side="before"
          value={listWidth}
          min={LIST_WIDTH.min}
          max={LIST_WIDTH.max}
          onChange={setListWidth}
          onReset={() => setListWidth(LIST_WIDTH.initial)}
        />
      )}
    </section>
  );
}

interface CardColumnProps {
  dialogId: string;
  onOpen: (dialogId: string) => void;
}

export function CardColumn({ dialogId, onOpen }: CardColumnProps): ReactNode {
  const { t } = useTexts();
  const { cardWidth, setCardWidth } = useViewState();
  return (
    <aside aria-label={t('card.label')} className="flex min-h-0 shrink-0">
      <Splitter
        label={t('layout.resizeCard')}
        controls="card-column"
        side="after"
        value={cardWidth}
        min={CARD_WIDTH.min}
        max={CARD_WIDTH.max}
        onChange={setCardWidth}
        onReset={() => setCardWidth(CARD_WIDTH.initial)}
      />
      <div id="card-column" style={{ width: cardWidth }} className="shrink-0 overflow-y-auto bg-canvas">
        <Area name="area.card" resetKey={dialogId}>
          <ClientCard dialogId={dialogId} onOpenDialog={onOpen} />
        </Area>
      </div>
    </aside>
  );
}
