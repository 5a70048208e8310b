import { useState } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { SavedFilterView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { useToasts } from '#renderer/kit/toasts.tsx';
import { NEW_FILTER, type Sharing } from '#shared/domain/saved-filter.ts';
import { uuidv7 } from '#shared/lib/ids.ts';
import { ALL_DIALOGS, isSameKept, keptOf, type Kept, type PrefsHandle } from './prefs.ts';

export interface Saved {
  filters: readonly SavedFilterView[];
  /** The kept filter that is looked at, perhaps changed; null: none. */
  chosen: SavedFilterView | null;
  /** What is looked at is not what was kept, or not kept at all. */
  changed: boolean;
  choose: (filter: SavedFilterView | null) => void;
  revert: () => void;
  /** Keeps what is looked at in the chosen filter. */
  save: () => void;
  /** Keeps what is looked at under a name of its own. */
  saveAs: (name: string, sharing: Sharing) => void;
  /** Another name for the chosen one, or others who have it. */
  rename: (name: string, sharing: Sharing) => void;
  remove: (filter: SavedFilterView) => void;
}

/** Kept filters and what can be done with them. `onLook`: something else is looked at. */
export function useSaved({ prefs, change }: PrefsHandle, onLook: () => void): Saved {
  const client = useClient();
  const { t } = useTexts();
  const toasts = useToasts();
  const filters = useLive(() => client.queries.savedFilters(), [client]) ?? [];
  const chosen = filters.find(({ filter }) => filter.id === prefs.chosenId) ?? null;
  const kept: Kept = chosen?.filter ?? ALL_DIALOGS;
  // A change is based on what the person saw when he began it, and not on what came meanwhile.
  const [seen, setSeen] = useState<SavedFilterView | null>(null);
  const changed = !isSameKept(keptOf(prefs), kept);
  if (!changed && seen !== chosen) setSeen(chosen);

  const attempt = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error);
      toasts.show({ lines: [t('action.failed', { detail })] });
    });
  };
  const choose = (view: SavedFilterView | null): void => {
    setSeen(view);
    const { filter, columns, sort } = view?.filter ?? ALL_DIALOGS;
    change({ filter, columns: [...columns], sort, chosenId: view?.filter.id ?? null });
    onLook();
  };
  const put = (view: SavedFilterView, patch: Partial<Kept & { name: string; sharing: Sharing }>): void => {
    const { id, name, sharing, filter, columns, sort } = { ...view.filter, ...patch };
    const base = seen?.filter.id === id ? seen.basedOn : view.basedOn;
    attempt(client.actions.saveFilter({ id, name, sharing, filter, columns, sort }, base));
  };

  return {
    filters,
    chosen,
    changed,
    choose,
    revert: () => choose(chosen),
    save: () => {
      if (chosen) put(chosen, keptOf(prefs));
    },
    saveAs(name, sharing) {
      const id = uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
      attempt(client.actions.saveFilter({ id, name, sharing, ...keptOf(prefs) }, NEW_FILTER));
      change({ chosenId: id });
    },
    rename(name, sharing) {
      if (chosen) put(chosen, { name, sharing });
    },
    remove(view) {
      attempt(client.actions.deleteFilter(view.filter.id, view.basedOn));
      if (view.filter.id === prefs.chosenId) change({ chosenId: null });
      toasts.show({ lines: [t('table.saved.deleted', { name: view.filter.name })] });
    },
  };
}
