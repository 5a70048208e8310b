import type { ReactNode } from 'react';
import type { ReplyView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Notice } from '#renderer/kit/notice.tsx';
import type { Id } from '#shared/domain/ids.ts';
import type { ReplyDraft } from '#shared/domain/quick-reply.ts';
import { Conflict, Version } from './conflict.tsx';
import { RefusedPart } from './refused-part.tsx';
import type { ReplyEditor } from './use-reply-editor.ts';

interface DisagreementsProps {
  view: ReplyView;
  editor: ReplyEditor;
  lineName: (id: Id) => string;
  nameOf: (id: Id) => string;
  attempt: (work: Promise<unknown>) => void;
  /** Puts what is written in the place of what others made. */
  onPutMine: () => void;
  onKeepForMyself: (mine: ReplyDraft, instead: readonly Id[]) => void;
}

const refusedShown = (view: ReplyView, editor: ReplyEditor): boolean =>
  view.refused.length > 0 && !editor.changed;

/** There is something to be decided about. */
export function areAtOdds(view: ReplyView | null, editor: ReplyEditor): boolean {
  return editor.overtakenBy !== null || (view !== null && refusedShown(view, editor));
}

/** Where this person and others, or the hub, do not agree about a reply; above its fields. */
export function Disagreements(props: DisagreementsProps): ReactNode {
  const { view, editor, lineName, nameOf, attempt, onPutMine, onKeepForMyself } = props;
  const { form, overtakenBy, beside } = editor;
  return (
    <>
      {refusedShown(view, editor) && (
        <RefusedPart
          view={view}
          lineName={lineName}
          attempt={attempt}
          onAdopt={editor.adopt}
          onKeepForMyself={onKeepForMyself}
        />
      )}
      {overtakenBy !== null && (
        <Conflict
          by={nameOf(view.reply.updatedBy)}
          mine={form}
          theirs={overtakenBy}
          lineName={lineName}
          onKeepTheirs={editor.revert}
          onPutMine={onPutMine}
          onMerge={() => editor.adopt(form, { instead: [], merging: true })}
        />
      )}
      {beside !== null && <Beside beside={beside} form={form} lineName={lineName} />}
      {!view.mayEdit && <ReadOnlyNote view={view} />}
    </>
  );
}

function Beside({
  beside,
  form,
  lineName,
}: Pick<DisagreementsProps, 'lineName'> & {
  beside: ReplyEditor['form'];
  form: ReplyEditor['form'];
}): ReactNode {
  const { t } = useTexts();
  return (
    <div className="overflow-hidden rounded-md border border-line">
      <p className="border-b border-line bg-accent-soft px-3 py-1.5 text-sm text-accent-text">
        {t('reply.conflict.merging')}
      </p>
      <Version heading={t('reply.conflict.theirs')} form={beside} other={form} lineName={lineName} />
    </div>
  );
}

function ReadOnlyNote({ view }: { view: ReplyView }): ReactNode {
  const { t } = useTexts();
  const { kind } = view.reply.shelf;
  if (kind === 'personal') return null;
  return (
    <Notice tone="info" className="rounded-md">
      {t(`reply.readOnly.${kind}`)}
    </Notice>
  );
}
