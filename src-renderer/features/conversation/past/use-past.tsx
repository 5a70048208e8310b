import { useId, type ReactNode, type RefObject } from 'react';
import { NOWHERE, useCommand } from '#renderer/commands/react.tsx';
import type { DialogView, DirectoryView } from '#renderer/data/queries/views.ts';
import { useContactDialogs, useOnline } from '#renderer/people/use-contact-dialogs.ts';
import type { Id } from '#shared/domain/ids.ts';
import { DialogDivider } from './dialog-divider.tsx';
import { around } from './order.ts';
import { PastBar, WritesInto } from './past-bar.tsx';
import type { PastScope } from './past-dialog.tsx';
import { PastDialogs } from './past-dialogs.tsx';
import { usePastMode } from './past-mode.ts';

/** What stands over the open dialog's own messages in the scroll of all of them. */
export interface Above {
  divider: ReactNode;
  dialogs: (scroller: RefObject<HTMLElement | null>) => ReactNode;
}

export interface Past {
  /** The choice between this dialog and all of them; null where the client has no other. */
  bar: ReactNode;
  /** Null: only this dialog is shown. */
  above: Above | null;
  /** Into which dialog one writes, where several are on the screen. */
  note: ReactNode;
}

interface Around {
  view: DialogView;
  scope: PastScope;
  directory: DirectoryView | null;
  /** Another dialog is about to take this one's place. */
  waiting: boolean;
  onOpen: (dialogId: Id, how: 'enter') => void;
}

/** The client's other dialogs around the open one (scenario C7). */
export function usePast({ view, scope, directory, waiting, onOpen }: Around): Past {
  const heading = useId();
  const { dialog, channel, line } = view;
  const { all, toggle } = usePastMode();
  const online = useOnline();
  const known = useContactDialogs(dialog.contactId);
  const { earlier, later } = around(known?.all ?? [], dialog);
  const others = earlier.length + later.length;
  useCommand('history.all', toggle, others === 0 || waiting ? NOWHERE : null);
  if (known === undefined || others === 0) return { bar: null, above: null, note: null };
  const open = (dialogId: Id): void => onOpen(dialogId, 'enter');
  const next = later.at(-1)?.dialog;
  return {
    bar: <PastBar all={all} count={others + 1} onToggle={toggle} />,
    above: all
      ? {
          divider: (
            <DialogDivider
              id={heading}
              dialog={dialog}
              directory={directory}
              nameOf={scope.nameOf}
              onOpen={null}
            />
          ),
          dialogs: (scroller) => (
            <PastDialogs
              earlier={earlier}
              complete={known.complete}
              onAsk={known.ask}
              scope={scope}
              directory={directory}
              online={online}
              scroller={scroller}
              onOpen={open}
            />
          ),
        }
      : null,
    note: all ? (
      <WritesInto
        channel={channel}
        line={line}
        later={later.length}
        onLater={next === undefined ? null : () => open(next.id)}
      />
    ) : null,
  };
}
