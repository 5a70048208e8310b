import { GitMerge, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { cn } from '#renderer/kit/cn.ts';
import { shelfName } from '#renderer/quick-replies/folder-tree.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { FIELDS, isSameField, type FormField, type ReplyForm } from './form.ts';

interface ConflictProps {
  /** Who was faster; null: it was deleted. */
  by: string | null;
  mine: ReplyForm;
  /** Null: deleted. */
  theirs: ReplyForm | null;
  lineName: (id: Id) => string;
  onKeepTheirs: () => void;
  onPutMine: () => void;
  /** Null where there is nothing to bring together. */
  onMerge: (() => void) | null;
}

/** Two people changed one reply: both versions beside each other, and what to do about it. Nothing goes before somebody decides. */
export function Conflict(props: ConflictProps): ReactNode {
  const { by, mine, theirs, lineName, onKeepTheirs, onPutMine, onMerge } = props;
  const { t } = useTexts();
  const title = by === null ? t('reply.conflict.gone') : t('reply.conflict.title', { name: by });
  return (
    <section aria-label={title} className="rounded-md border border-warn">
      <div className="flex items-start gap-2 rounded-t-md bg-warn-soft px-3 py-2 text-warn">
        <TriangleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0" />
        <div>
          <p role="alert" className="text-sm font-semibold">
            {title}
          </p>
          <p className="text-xs">{t('reply.conflict.text')}</p>
        </div>
      </div>
      <div className="grid gap-px bg-line @xl:grid-cols-2">
        <Version heading={t('reply.conflict.mine')} form={mine} other={theirs} lineName={lineName} />
        {theirs === null ? (
          <div className="bg-raised p-3 text-sm text-ink-3">{t('reply.conflict.gone')}</div>
        ) : (
          <Version heading={t('reply.conflict.theirs')} form={theirs} other={mine} lineName={lineName} />
        )}
      </div>
      <div className="flex flex-wrap justify-end gap-2 border-t border-line p-2">
        {onMerge && (
          <Button onClick={onMerge}>
            <GitMerge size={15} aria-hidden="true" />
            {t('reply.conflict.merge')}
          </Button>
        )}
        <Button onClick={onKeepTheirs}>
          {t(theirs === null ? 'reply.conflict.keepGone' : 'reply.conflict.keepTheirs')}
        </Button>
        <Button look="primary" onClick={onPutMine}>
          {t('reply.conflict.putMine')}
        </Button>
      </div>
    </section>
  );
}

interface VersionProps {
  heading: string;
  form: ReplyForm;
  /** Where it differs from this one it stands out. */
  other: ReplyForm | null;
  lineName: (id: Id) => string;
}

const NAMES = {
  title: 'reply.field.title',
  text: 'reply.field.text',
  shortcut: 'reply.field.shortcut',
  shelf: 'reply.field.shelf',
  folder: 'reply.field.folder',
  attachments: 'reply.field.files',
} as const satisfies Record<FormField, string>;

/** A version to be looked at: all of its title and text, of the rest what differs. */
export function Version({ heading, form, other, lineName }: VersionProps): ReactNode {
  const { t } = useTexts();
  const words: Record<FormField, string> = {
    title: form.title,
    text: form.text,
    shortcut: form.shortcut === '' ? '–' : `/${form.shortcut}`,
    shelf: shelfName(form.shelf, lineName, t),
    folder: form.folder === '' ? '–' : form.folder,
    attachments: form.attachments.map(({ name }) => name).join(', ') || '–',
  };
  const differs = (field: FormField): boolean => other !== null && !isSameField(field, form, other);
  const shown = FIELDS.filter((field) => field === 'title' || field === 'text' || differs(field));
  return (
    <section aria-label={heading} className="min-w-0 bg-raised p-3">
      <h4 className="mb-1.5 text-xs font-semibold text-ink-3">{heading}</h4>
      <dl className="flex flex-col gap-1.5">
        {shown.map((field) => (
          <div key={field}>
            <dt className="text-xs text-ink-3">{t(NAMES[field])}</dt>
            <dd
              dir="auto"
              data-differs={differs(field) || undefined}
              className={cn(
                'prose-text selectable max-h-60 overflow-y-auto text-sm text-ink',
                differs(field) && '-mx-1 rounded-xs bg-warn-soft px-1',
              )}
            >
              {words[field]}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
