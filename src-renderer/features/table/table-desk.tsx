import { SearchX } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { ChosenBar } from '#renderer/bulk/chosen-bar.tsx';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useCommand } from '#renderer/commands/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { operatorName } from '#renderer/i18n/words/names.ts';
import { refusalText } from '#renderer/i18n/words/refusal.ts';
import { Button } from '#renderer/kit/button.tsx';
import { cn } from '#renderer/kit/cn.ts';
import { Empty } from '#renderer/kit/empty.tsx';
import { Notice } from '#renderer/kit/notice.tsx';
import { FILTER_FIELDS, isSet, NO_FILTER, type TableFilter } from '#shared/domain/table-filter.ts';
import { isOver, type TableRow } from '#shared/domain/table-row.ts';
import { detach } from '#shared/lib/detach.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { FilterBar } from './filter-bar.tsx';
import { TableGrid } from './grid.tsx';
import { useNames } from './names.ts';
import { usePrefs, type Prefs, type PrefsHandle } from './prefs.ts';
import { SavedMenu } from './saved-menu.tsx';
import type { TablePicture, TableView } from './table-view.ts';
import { useChosenLines } from './use-chosen-lines.ts';
import { useLines } from './use-lines.ts';
import { useSaved } from './use-saved.ts';
import { useTable } from './use-table.ts';

interface TableDeskProps {
  onOpen: (row: TableRow) => void;
  onMenu: (target: { dialogId: string; x: number; y: number }) => void;
}

/** The table of all dialogs (scenarios D1, D2): filters, columns, order, kept views. */
export function TableDesk({ onOpen, onMenu }: TableDeskProps): ReactNode {
  const { t } = useTexts();
  const me = useClient().session.operator.id;
  const handle = usePrefs(me);
  const { prefs, change } = handle;
  const { view, picture } = useTable(prefs);
  const lines = useLines(view, picture, me);
  const chosen = useChosenLines(picture.total ?? 0, (offset, limit) => view.read(offset, limit));
  const wordsField = useRef<HTMLInputElement>(null);
  const onLook = (): void => {
    chosen.keep([]);
    lines.reset();
  };
  const onFilter = (filter: TableFilter): void => {
    change({ filter });
    onLook();
  };
  const saved = useSaved(handle, onLook);
  useCommand('search.open', () => wordsField.current?.select());
  useCommand('table.reset', () => onFilter(NO_FILTER));
  const ids = new Set(chosen.rows.keys());
  // Where nobody can say what is here, nobody can say that there is nothing.
  const unread = picture.unavailable && prefs.where === 'here';

  return (
    <section aria-labelledby="table-title" className="flex min-h-0 min-w-0 grow flex-col bg-surface">
      <div className="flex min-h-14 shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <h1 id="table-title" className="mr-2 text-lg font-semibold tracking-tight">
          {t('table.title')}
        </h1>
        <SavedMenu saved={saved} />
        <span className="grow" />
        <Found picture={picture} />
        <WhereSwitch handle={handle} />
        <ColumnsMenu handle={handle} />
      </div>
      <FilterBar handle={handle} wordsField={wordsField} onFilter={onFilter} />
      <FilterRefusals />
      <Notes
        picture={picture}
        prefs={prefs}
        view={view}
        onEverywhere={() => change({ where: 'everywhere' })}
      />
      <div className="relative flex min-h-0 grow flex-col">
        <TableGrid
          handle={handle}
          picture={picture}
          lines={lines}
          chosen={chosen}
          onOpen={onOpen}
          onMenu={onMenu}
        />
        {picture.total === 0 && picture.hub.kind !== 'asking' && !unread && (
          <NoLines
            prefs={prefs}
            onReset={() => onFilter(NO_FILTER)}
            onEverywhere={() => change({ where: 'everywhere' })}
          />
        )}
      </div>
      {ids.size > 0 && (
        <ChosenBar
          chosen={{ ids, all: chosen.all, keep: chosen.keep }}
          total={picture.total ?? 0}
          closed={[...chosen.rows.values()].filter(({ status }) => isOver(status)).length}
        />
      )}
    </section>
  );
}

/** How many there are, as far as somebody can say. */
function Found({ picture }: { picture: TablePicture }): ReactNode {
  const { t, format } = useTexts();
  const { hub, total } = picture;
  const counted = hub.kind === 'off' ? null : hub.total;
  const count = Math.max(counted?.count ?? 0, total ?? 0);
  const words =
    total === null
      ? t('table.counting')
      : counted?.more
        ? t('table.foundMore', { n: format.number(counted.count) })
        : t('table.foundText', { count, n: format.number(count) });
  return (
    <p role="status" className="tnum text-sm text-ink-2">
      {words}
      {hub.kind === 'asking' && <span className="text-ink-3"> · {t('table.hub.asking')}</span>}
    </p>
  );
}

const WHERES = ['here', 'everywhere'] as const;

function WhereSwitch({ handle: { prefs, change } }: { handle: PrefsHandle }): ReactNode {
  const { t } = useTexts();
  return (
    <div role="group" aria-label={t('table.where')} className="flex rounded-md border border-line-strong">
      {WHERES.map((where) => (
        <button
          key={where}
          type="button"
          aria-pressed={prefs.where === where}
          onClick={() => change({ where })}
          className={cn(
            'h-7 px-2.5 text-sm first:rounded-l-md last:rounded-r-md',
            prefs.where === where ? 'bg-selected font-medium text-ink' : 'text-ink-2 hover:bg-hover',
          )}
        >
          {t(`table.where.${where}`)}
        </button>
      ))}
    </div>
  );
}

interface NotesProps {
  picture: TablePicture;
  prefs: Prefs;
  view: TableView;
  onEverywhere: () => void;
}

/** What is missing, and why. */
function Notes({ picture, prefs, view, onEverywhere }: NotesProps): ReactNode {
  const { t } = useTexts();
  const { hub } = picture;
  if (hub.kind === 'offline') return <Notice tone="warn">{t('table.hub.offline')}</Notice>;
  if (hub.kind === 'failed')
    return (
      <Notice
        tone="warn"
        actions={
          <Button size="sm" onClick={() => view.retryHub()}>
            {t('table.hub.retry')}
          </Button>
        }
      >
        {t('table.hub.failed')}
      </Notice>
    );
  if (picture.unavailable && prefs.where === 'here')
    return (
      <Notice tone="warn" actions={<EverywhereButton onPress={onEverywhere} />}>
        {t('table.unavailable')}
      </Notice>
    );
  if (!picture.whole && picture.total !== null && !picture.unavailable)
    return <Notice tone="info">{t('table.filling')}</Notice>;
  return null;
}

interface NoLinesProps {
  prefs: Prefs;
  onReset: () => void;
  onEverywhere: () => void;
}

/** Nothing meets the filter: the ways out of that. */
function NoLines({ prefs, onReset, onEverywhere }: NoLinesProps): ReactNode {
  const { t } = useTexts();
  const filtered = FILTER_FIELDS.some((field) => isSet(prefs.filter, field));
  return (
    <div className="absolute inset-x-0 top-16 bottom-0">
      <Empty
        icon={<SearchX size={28} strokeWidth={1.5} />}
        title={t('table.empty.title')}
        text={t(`table.empty.${prefs.where}`)}
        actions={
          <>
            {prefs.where === 'here' && <EverywhereButton onPress={onEverywhere} />}
            {filtered && (
              <Button size="sm" onClick={onReset}>
                {t('table.reset')}
              </Button>
            )}
          </>
        }
      />
    </div>
  );
}

function EverywhereButton({ onPress }: { onPress: () => void }): ReactNode {
  const { t } = useTexts();
  return (
    <Button size="sm" onClick={onPress}>
      {t('table.olderAsk')}
    </Button>
  );
}

/** What the hub did not keep, where it was asked for; what was changed is still there and can be kept again. */
function FilterRefusals(): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const { operators } = useNames();
  const refusals = useLive(() => client.queries.refusals(), [client]) ?? [];
  const mine = refusals.filter(({ name }) => name === 'filter.save' || name === 'filter.delete');
  return mine.map(({ intentId, refusal }) => (
    <Notice
      key={intentId}
      tone="danger"
      urgent
      dismiss={{
        label: t('common.close'),
        onDismiss: () =>
          detach(client.actions.discard(intentId), (error) => console.error('not put away', error)),
      }}
    >
      {t('table.saved.refused', { reason: refusalText(refusal, (id) => operatorName(id, operators, t), t) })}
    </Notice>
  ));
}
