import { Plus, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useCommand } from '#renderer/commands/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import type { CardDeeds } from './card-deeds.ts';
import { TagField } from './tag-field.tsx';
import { useFocusBack } from '#renderer/kit/use-focus-back.ts';

/** So many are shown before the person asks for all of them. */
const SHOWN = 12;

interface TagsProps {
  tags: readonly string[];
  /** Those in use in the company, the most used first. */
  known: readonly string[];
  deeds: Pick<CardDeeds, 'tag' | 'untag'>;
}

/** Words by which colleagues tell clients apart. Type, Enter; Backspace in the empty field takes the last one away. */
export function Tags({ tags, known, deeds }: TagsProps): ReactNode {
  const { t } = useTexts();
  const [adding, setAdding] = useState(false);
  const [all, setAll] = useState(false);
  const button = useFocusBack<HTMLButtonElement>(adding);
  useCommand('contact.tag', () => setAdding(true));
  const shown = all || adding ? tags : tags.slice(0, SHOWN);
  const more = tags.length - shown.length;
  return (
    <div role="group" aria-label={t('card.tags')} className="px-4 pb-3">
      <ul className="flex flex-wrap gap-1">
        {shown.map((tag) => (
          <Tag key={tag} tag={tag} onRemove={() => deeds.untag(tag)} />
        ))}
        {more > 0 && (
          <li>
            <Button look="quiet" size="sm" onClick={() => setAll(true)}>
              {t('card.moreTags', { count: more })}
            </Button>
          </li>
        )}
        {!adding && (
          <li>
            <Button
              ref={button}
              look="quiet"
              size="sm"
              className={tags.length === 0 ? '-ml-2' : ''}
              onClick={() => setAdding(true)}
            >
              <Plus size={13} aria-hidden="true" />
              {t('card.addTag')}
            </Button>
          </li>
        )}
      </ul>
      {adding && (
        <TagField
          known={known}
          own={tags}
          onAdd={deeds.tag}
          onRemoveLast={() => {
            const last = tags.at(-1);
            if (last !== undefined) deeds.untag(last);
          }}
          onLeave={() => setAdding(false)}
        />
      )}
    </div>
  );
}

function Tag({ tag, onRemove }: { tag: string; onRemove: () => void }): ReactNode {
  const { t } = useTexts();
  return (
    <li className="flex h-6 max-w-full min-w-0 items-center rounded-full border border-line-strong bg-surface pl-2 text-xs text-ink">
      <bdi className="selectable min-w-0 truncate" title={tag}>
        {tag}
      </bdi>
      <button
        type="button"
        aria-label={t('card.untag', { tag })}
        onClick={(event) => {
          const chip = event.currentTarget.closest('li');
          const near = chip?.nextElementSibling ?? chip?.previousElementSibling;
          onRemove();
          near?.querySelector('button')?.focus();
        }}
        className="flex size-6 shrink-0 items-center justify-center rounded-full text-ink-3 hover:bg-hover hover:text-ink"
      >
        <X size={12} aria-hidden="true" />
      </button>
    </li>
  );
}
