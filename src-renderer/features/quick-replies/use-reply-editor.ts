import { useEffect, useState, useSyncExternalStore } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import type { ReplyView } from '#renderer/data/queries/views.ts';
import type { Id } from '#shared/domain/ids.ts';
import { NEW_REPLY, type ReplyBase } from '#shared/domain/quick-reply.ts';
import { draftOf, formOf, isSameForm, isUntouched, type KeptForm, type ReplyForm } from './form.ts';
import { useKeptForms } from './kept-forms.ts';

/** What is being edited: a reply that is there, or one that is not yet. */
export type Edited =
  { kind: 'reply'; key: Id; view: ReplyView } | { kind: 'new'; key: Id; id: Id; begin: ReplyForm };

export interface ReplyEditor {
  id: Id;
  form: ReplyForm;
  /** There is something to save. */
  changed: boolean;
  /** Somebody changed it since this person began: what he has now. */
  overtakenBy: ReplyForm | null;
  /** What others made of it, beside one's own, while both are brought together. */
  beside: ReplyForm | null;
  change: (change: Partial<ReplyForm>) => void;
  /** Gives up what was written. */
  revert: () => void;
  /**
   * Resolves when it lies safely here; rejects when this computer does not take it.
   * @param files are put to it, too. @param over what others made of it meanwhile
   */
  save: (how: { files: number; over?: true }) => Promise<void>;
  /** Goes on with `mine` on top of what is there now. */
  adopt: (mine: ReplyForm, how: { instead: readonly Id[]; merging: boolean }) => void;
}

/** Just saved, and not seen in the list yet. */
interface Saved {
  form: ReplyForm;
  over: ReplyBase;
  base: ReplyBase;
}

/** One reply in the making. What is typed is kept until it is saved or given up, whatever happens to the window. */
export function useReplyEditor(edited: Edited): ReplyEditor | null {
  const { actions } = useClient();
  const forms = useKeptForms();
  const { key } = edited;
  const kept = useSyncExternalStore(forms.subscribe, () => forms.get(key));
  const [saved, setSaved] = useState<Saved | null>(null);
  useEffect(() => {
    window.addEventListener('pagehide', forms.flush);
    return () => {
      window.removeEventListener('pagehide', forms.flush);
      forms.flush();
    };
  }, [forms]);
  if (kept === undefined) return null;

  const there = thereOf(edited, saved);
  const origin = edited.kind === 'reply' ? there.form : null;
  const form = kept?.form ?? there.form;
  const overtaken = kept?.origin != null && origin !== null && !isSameForm(kept.origin, origin);
  const put = (next: Partial<KeptForm>): void => {
    const { id, basedOn } = there;
    const before = kept ?? { id, form, origin, basedOn, instead: [], merging: false };
    // Nobody else has touched it: own changes that the hub confirms meanwhile are no news.
    const rebased = overtaken ? {} : { basedOn };
    const whole = { ...before, ...rebased, ...next };
    const idle = whole.origin !== null && !whole.merging && isUntouched(whole.form, whole.origin);
    forms.put(key, idle && !overtaken && whole.instead.length === 0 ? null : whole);
  };

  return {
    id: kept?.id ?? there.id,
    form,
    changed: kept !== null,
    overtakenBy: overtaken ? origin : null,
    beside: kept?.merging === true ? origin : null,
    change: (change) => put({ form: { ...form, ...change } }),
    revert: () => forms.put(key, null),
    async save({ files, over = false }) {
      const id = kept?.id ?? there.id;
      const draft = draftOf(id, form);
      if (draft === null || (kept === null && files === 0)) return;
      const seen = kept && overtaken && !over ? kept.basedOn : there.basedOn;
      const base = await actions.saveQuickReply(draft, seen, kept?.instead ?? []);
      setSaved({ form: formOf(draft), over: there.basedOn, base });
      forms.put(key, null);
    },
    adopt: (mine, { instead, merging }) =>
      forms.put(key, {
        id: there.id,
        form: mine,
        origin,
        basedOn: there.basedOn,
        instead: [...instead],
        merging,
      }),
  };
}

const isSameBase = (a: ReplyBase, b: ReplyBase): boolean => a.rev === b.rev && a.intentId === b.intentId;

/** What is there without what was typed: as it was just saved, until the list has it. */
function thereOf(edited: Edited, saved: Saved | null): { id: Id; form: ReplyForm; basedOn: ReplyBase } {
  if (edited.kind === 'new') return { id: edited.id, form: edited.begin, basedOn: NEW_REPLY };
  const { reply, basedOn } = edited.view;
  if (saved !== null && isSameBase(basedOn, saved.over))
    return { id: reply.id, form: saved.form, basedOn: saved.base };
  return { id: reply.id, form: formOf(reply), basedOn };
}
