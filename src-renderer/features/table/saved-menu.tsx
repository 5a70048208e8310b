import { Bookmark, Check, ChevronDown, CloudOff, Users } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import type { SavedFilterView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Menu, MenuItem, MenuSeparator } from '#renderer/kit/menu.tsx';
import { useFocusBack } from '#renderer/kit/use-focus-back.ts';
import type { Id } from '#shared/domain/ids.ts';
import { conditionsOf } from '#shared/domain/table-filter.ts';
import { detach } from '#shared/lib/detach.ts';
import { SaveWindow, type SaveWhat } from './save-window.tsx';
import { DeleteQuestion } from './delete-question.tsx';
import type { Saved } from './use-saved.ts';

/** Kept filters, and what is done with the one that is looked at. */
export function SavedMenu({ saved }: { saved: Saved }): ReactNode {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const [window, setWindow] = useState<SaveWhat | null>(null);
  const [deleting, setDeleting] = useState<SavedFilterView | null>(null);
  const { chosen, changed, filters } = saved;
  const counts = useCounts(open, filters);
  // What keeps a changed filter goes when it is kept.
  const button = useFocusBack<HTMLButtonElement>(changed);
  const mine = filters.filter(({ filter }) => filter.sharing === 'personal');
  const company = filters.filter(({ filter }) => filter.sharing === 'company');
  const name = chosen?.filter.name ?? t(changed ? 'table.saved.own' : 'table.saved.all');
  const item = (view: SavedFilterView): ReactNode => (
    <FilterItem
      key={view.filter.id}
      view={view}
      chosen={view.filter.id === chosen?.filter.id}
      count={counts.get(view.filter.id)}
      onSelect={() => saved.choose(view)}
    />
  );
  return (
    <>
      <Menu
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button ref={button} className="max-w-80 min-w-0">
            <Bookmark size={14} aria-hidden="true" className="shrink-0 text-ink-3" />
            <span className="sr-only">{t('table.saved')}: </span>
            <bdi className="truncate">{name}</bdi>
            {chosen !== null && changed && (
              <span className="text-xs font-normal text-warn">{t('table.saved.changed')}</span>
            )}
            <ChevronDown size={14} aria-hidden="true" className="shrink-0 text-ink-3" />
          </Button>
        }
      >
        <div className="max-h-80 overflow-y-auto">
          <MenuItem
            icon={chosen === null && !changed && <Check size={14} />}
            onSelect={() => saved.choose(null)}
          >
            {t('table.saved.all')}
          </MenuItem>
          <Group label={t('table.saved.mine')}>{mine.map(item)}</Group>
          <Group label={t('table.saved.company')}>{company.map(item)}</Group>
        </div>
        {filters.length === 0 && (
          <p className="max-w-64 px-2 py-1 text-xs text-ink-3">{t('table.saved.none')}</p>
        )}
        <MenuSeparator />
        {chosen !== null && changed && chosen.mayEdit && (
          <MenuItem onSelect={saved.save}>{t('table.saved.save')}</MenuItem>
        )}
        <MenuItem onSelect={() => setWindow('new')}>{t('table.saved.saveAs')}</MenuItem>
        {changed && <MenuItem onSelect={saved.revert}>{t('table.saved.revert')}</MenuItem>}
        {chosen?.mayEdit && (
          <>
            <MenuItem onSelect={() => setWindow('chosen')}>{t('table.saved.edit')}</MenuItem>
            <MenuItem onSelect={() => setDeleting(chosen)}>{t('table.saved.delete')}</MenuItem>
          </>
        )}
      </Menu>
      {changed && chosen?.mayEdit && (
        <Button size="sm" look="quiet" onClick={saved.save}>
          {t('table.saved.save')}
        </Button>
      )}
      {changed && chosen === null && (
        <Button size="sm" look="quiet" onClick={() => setWindow('new')}>
          {t('table.saved.saveAs')}
        </Button>
      )}
      {window !== null && <SaveWindow what={window} saved={saved} onClose={() => setWindow(null)} />}
      <DeleteQuestion
        view={deleting}
        onClose={() => setDeleting(null)}
        onYes={(view) => saved.remove(view)}
      />
    </>
  );
}

function Group({ label, children }: { label: string; children: readonly ReactNode[] }): ReactNode {
  if (children.length === 0) return null;
  return (
    <div role="group" aria-label={label}>
      <p aria-hidden="true" className="px-2 pt-1.5 pb-0.5 text-xs text-ink-3">
        {label}
      </p>
      {children}
    </div>
  );
}

interface FilterItemProps {
  view: SavedFilterView;
  chosen: boolean;
  count: number | undefined;
  onSelect: () => void;
}

function FilterItem({ view, chosen, count, onSelect }: FilterItemProps): ReactNode {
  const { t, format } = useTexts();
  return (
    <MenuItem
      icon={chosen ? <Check size={14} /> : view.filter.sharing === 'company' ? <Users size={14} /> : null}
      onSelect={onSelect}
      trailing={
        <span className="tnum flex items-center gap-1 text-xs text-ink-3">
          {view.pending && <CloudOff size={12} />}
          {count !== undefined && format.number(count)}
        </span>
      }
    >
      <bdi className="max-w-64 truncate">{view.filter.name}</bdi>
      {view.pending && <span className="sr-only">, {t('table.saved.pending')}</span>}
    </MenuItem>
  );
}

/** How many lines each has on this computer; those that look for words would have to be looked for. Asked while somebody looks. */
function useCounts(open: boolean, filters: readonly SavedFilterView[]): ReadonlyMap<Id, number> {
  const { table, session } = useClient();
  const me = session.operator.id;
  const [counts, setCounts] = useState<ReadonlyMap<Id, number>>(new Map());
  useEffect(() => {
    if (!open) return undefined;
    let over = false;
    const count = async (): Promise<void> => {
      for (const { filter } of filters) {
        if (over) return;
        if (filter.filter.words !== '') continue;
        const conditions = conditionsOf(filter.filter, me, Date.now());
        const part = { offset: 0, limit: 0, laid: [], guests: null, find: [] };
        const answer = await table.ask({ conditions, sort: filter.sort, ...part });
        if (answer?.kind === 'lines' && !over)
          setCounts((before) => new Map(before).set(filter.id, answer.total));
      }
    };
    detach(count(), (error) => console.error('kept filters could not be counted', error));
    return () => {
      over = true;
    };
  }, [open, filters, table, me]);
  return counts;
}
