import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { RefusedChange, ReplyView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { operatorName } from '#renderer/i18n/words/names.ts';
import { refusalText } from '#renderer/i18n/words/refusal.ts';
import { Button } from '#renderer/kit/button.tsx';
import { Notice } from '#renderer/kit/notice.tsx';
import type { Id } from '#shared/domain/ids.ts';
import type { ReplyDraft } from '#shared/domain/quick-reply.ts';
import { Conflict } from './conflict.tsx';
import { draftOf, formOf, type ReplyForm } from './form.ts';

interface RefusedPartProps {
  view: ReplyView;
  lineName: (id: Id) => string;
  attempt: (work: Promise<unknown>) => void;
  /** Goes on writing with these words, on top of what is there. */
  onAdopt: (mine: ReplyForm, how: { instead: readonly Id[]; merging: boolean }) => void;
  /** Makes a reply of one's own of them. */
  onKeepForMyself: (mine: ReplyDraft, instead: readonly Id[]) => void;
}

/** What the hub did not take of a reply, beside what is there now. It stays until the person has decided. */
export function RefusedPart(props: RefusedPartProps): ReactNode {
  const { view, lineName, attempt, onAdopt, onKeepForMyself } = props;
  const { t } = useTexts();
  const { actions, queries } = useClient();
  const operators = useLive(() => queries.directory(), [queries])?.operators;
  const nameOf = (id: Id): string => operatorName(id, operators ?? new Map(), t);
  const last = view.refused.findLast(({ mine }) => mine !== null) ?? view.refused.at(-1);
  if (last === undefined) return null;
  const instead = view.refused.map(({ intentId }) => intentId);
  const giveUp = (): void => attempt(Promise.all(instead.map((id) => actions.discard(id))));
  const { refusal, mine } = last;
  const there = !view.reply.deleted && !view.unsaved;
  if (refusal.code === 'reply_changed' && mine !== null) {
    const form = formOf(mine);
    const putMine = (): void => {
      const draft = draftOf(mine.id, form);
      if (draft) attempt(actions.saveQuickReply(draft, view.basedOn, instead));
    };
    return (
      <Conflict
        by={there ? nameOf(view.reply.updatedBy) : null}
        mine={form}
        theirs={there ? formOf(view.reply) : null}
        lineName={lineName}
        onKeepTheirs={giveUp}
        onPutMine={putMine}
        onMerge={there ? () => onAdopt(form, { instead, merging: true }) : null}
      />
    );
  }
  return (
    <Notice
      tone="danger"
      urgent
      className="rounded-md"
      actions={
        <>
          <Settle
            last={last}
            view={view}
            onAgain={(form) => onAdopt(form, { instead, merging: false })}
            onKeepForMyself={(draft) => onKeepForMyself(draft, instead)}
            onDelete={() => attempt(actions.deleteQuickReply(view.reply.id, view.basedOn, instead))}
          />
          <Button size="sm" onClick={giveUp}>
            {t('reply.giveUp')}
          </Button>
        </>
      }
    >
      {t('notice.refused', {
        what: t(mine === null ? 'reply.refusedDelete' : 'reply.refusedSave'),
        reason: refusalText(refusal, nameOf, t),
      })}
    </Notice>
  );
}

interface SettleProps {
  last: RefusedChange;
  view: ReplyView;
  onAgain: (form: ReplyForm) => void;
  onKeepForMyself: (draft: ReplyDraft) => void;
  onDelete: () => void;
}

/** What helps against this reason. */
function Settle({ last, view, onAgain, onKeepForMyself, onDelete }: SettleProps): ReactNode {
  const { t } = useTexts();
  const { mine, refusal } = last;
  if (mine === null) {
    if (!view.mayEdit || refusal.code === 'forbidden') return null;
    return (
      <Button size="sm" onClick={onDelete}>
        {t('reply.deleteAnyway')}
      </Button>
    );
  }
  const mayNot = refusal.code === 'forbidden' || refusal.code === 'not_found';
  return mayNot ? (
    <Button size="sm" onClick={() => onKeepForMyself(mine)}>
      {t('reply.keepForMyself')}
    </Button>
  ) : (
    <Button size="sm" onClick={() => onAgain(formOf(mine))}>
      {t('reply.editAgain')}
    </Button>
  );
}
