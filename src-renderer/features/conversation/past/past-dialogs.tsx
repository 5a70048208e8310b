import { useState, type ReactNode, type RefObject } from 'react';
import type { DirectoryView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import type { KnownDialog } from '#renderer/people/known-dialogs.ts';
import type { ContactDialogs } from '#renderer/people/use-contact-dialogs.ts';
import type { Id } from '#shared/domain/ids.ts';
import { PastDialog, type PastScope } from './past-dialog.tsx';

interface PastDialogsProps {
  /** Newest first. */
  earlier: readonly KnownDialog[];
  complete: ContactDialogs['complete'];
  onAsk: () => void;
  scope: PastScope;
  directory: DirectoryView | null;
  online: boolean;
  scroller: RefObject<HTMLElement | null>;
  onOpen: (dialogId: Id) => void;
}

/** The client's earlier dialogs over the open one: each is drawn when what stands under it is here as far as it can be. */
export function PastDialogs(props: PastDialogsProps): ReactNode {
  const { earlier, complete, onAsk, ...rest } = props;
  const [wanted, setWanted] = useState(1);
  const shown = earlier.slice(0, wanted).toReversed();
  const first = shown[0];
  return (
    <>
      {wanted > earlier.length && <Beginning complete={complete} onAsk={onAsk} />}
      {shown.map((known) => (
        <PastDialog
          key={known.dialog.id}
          known={known}
          topmost={known === first}
          onExhausted={() => setWanted((now) => Math.max(now, earlier.indexOf(known) + 2))}
          {...rest}
        />
      ))}
    </>
  );
}

/** Over everything: whether there is more than is known. */
function Beginning({ complete, onAsk }: Pick<PastDialogsProps, 'complete' | 'onAsk'>): ReactNode {
  const { t } = useTexts();
  return (
    <div className="flex h-9 items-end justify-center gap-2 text-xs text-ink-3">
      {t(`history.top.${complete}`)}
      {complete === 'failed' && (
        <Button look="quiet" size="sm" onClick={onAsk}>
          {t('history.load')}
        </Button>
      )}
    </div>
  );
}
