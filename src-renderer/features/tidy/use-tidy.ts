import { useState } from 'react';
import { openBesideHere } from '#renderer/client/open-beside.ts';
import { useClient } from '#renderer/client/react.tsx';
import { takeBack, type Reversible } from '#renderer/client/take-back.ts';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import { useToasts } from '#renderer/kit/toasts.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { detach } from '#shared/lib/detach.ts';
import type { TidyDeed } from './deeds.ts';

/** A row's menu, and where it is asked for. */
export interface MenuTarget {
  dialogId: Id;
  x: number;
  y: number;
}

export interface Tidy {
  menu: MenuTarget | null;
  setMenu: (target: MenuTarget | null) => void;
  /** What has to be asked before it is done. */
  asking: { what: 'spam' | 'snooze'; view: DialogView } | null;
  stopAsking: () => void;
  /** Does it, or asks first. @returns when this computer has it, or has said that it has not */
  want: (deed: TidyDeed, view: DialogView) => Promise<void>;
  snooze: (view: DialogView, until: number) => void;
  spam: (view: DialogView) => void;
  /** Says what was done, with the way back. */
  done: (deed: Reversible, view: DialogView) => void;
}

/** @param onOpen leads to another dialog */
export function useTidy(onOpen: (dialogId: Id) => void): Tidy {
  const client = useClient();
  const { t, format } = useTexts();
  const toasts = useToasts();
  const [menu, setMenu] = useState<MenuTarget | null>(null);
  const [asking, setAsking] = useState<Tidy['asking']>(null);
  const { actions } = client;

  const attempt = (work: Promise<unknown>, then: () => void = () => undefined): Promise<void> =>
    work.then(then, (error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error);
      toasts.show({ lines: [t('action.failed', { detail })] });
    });

  const tell = (text: string, deed: Reversible, { dialog, contact }: DialogView): void => {
    const undo = (): void => void attempt(takeBack(client, deed, dialog));
    toasts.show({ lines: [text, contactName(contact, t)], action: { label: t('bulk.undo'), run: undo } });
  };
  const done = (deed: Exclude<Reversible, 'snooze'>, view: DialogView): void =>
    tell(t(`done.${deed}`), deed, view);

  const reopen = async (view: DialogView): Promise<void> => {
    const { dialog } = view;
    const beside = await openBesideHere(client, dialog);
    if (beside === null) {
      await actions.reopen(dialog.id);
      return done('reopen', view);
    }
    const action = { label: t('reopen.goThere'), run: () => onOpen(beside.id), onward: true } as const;
    toasts.show({ lines: [t('reopen.newer')], action });
  };

  return {
    menu,
    setMenu,
    asking,
    stopAsking: () => setAsking(null),
    async want(deed, view) {
      const { id } = view.dialog;
      if (deed === 'spam' || deed === 'snooze') setAsking({ what: deed, view });
      else if (deed === 'markRead' || deed === 'markUnread')
        await attempt(actions[deed](id), () => done(deed, view));
      else await attempt(deed === 'reopen' ? reopen(view) : actions[deed](id));
    },
    snooze(view, until) {
      const text = (): string => t('done.snooze', { until: format.dateTime(until) });
      const work = attempt(actions.snooze(view.dialog.id, until), () => tell(text(), 'snooze', view));
      detach(work, () => undefined);
    },
    spam: (view) => void attempt(actions.spam(view.dialog.id), () => done('spam', view)),
    done(deed, view) {
      if (deed !== 'snooze') done(deed, view);
    },
  };
}
