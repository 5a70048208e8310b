import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import type { Leftover } from '#renderer/quick-replies/filling.ts';

interface LeftoverBarProps {
  left: readonly Leftover[];
  /** Leads to the next of them. */
  onGo: () => void;
}

/** Says above the field what is still to be filled in. Its place is always there, so that it is heard when it speaks. */
export function LeftoverBar({ left, onGo }: LeftoverBarProps): ReactNode {
  const { t } = useTexts();
  const words = useLeftoverWords(left);
  return (
    <div aria-live="polite" className="mx-auto max-w-4xl px-4">
      {left.length > 0 && (
        <div
          data-leftovers={left.length}
          className="mb-1.5 flex min-h-8 items-center gap-2 rounded-md bg-warn-soft px-2 py-1 text-sm text-warn"
        >
          <TriangleAlert size={15} aria-hidden="true" className="shrink-0" />
          <p className="min-w-0 grow font-medium">{words}</p>
          <Button size="sm" onClick={onGo}>
            {t('reply.goThere')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What is to be filled in, as a sentence; null: nothing. */
export function useLeftoverWords(left: readonly Leftover[]): string | null {
  const { t } = useTexts();
  const names = useLeftoverNames(left);
  const [name] = names;
  if (name === undefined) return null;
  return names.length === 1
    ? t('reply.missing', { name })
    : t('reply.missingMany', { names: names.join(', ') });
}

/** Each once, in the order of the text. */
export function useLeftoverNames(left: readonly Leftover[]): string[] {
  const { t } = useTexts();
  return [...new Set(left.map(({ variable }) => t(`reply.variable.${variable}`)))];
}
