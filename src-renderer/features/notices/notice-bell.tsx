import { Bell } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useCommand } from '#renderer/commands/react.tsx';
import { COMMANDS } from '#renderer/commands/spec.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Counter } from '#renderer/kit/counter.tsx';
import { ariaKeys } from '#renderer/kit/keys.ts';
import { Popover } from '#renderer/kit/popover.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { unseenOf } from './notice-groups.ts';
import { leadToNewest, NoticePanel } from './notice-panel.tsx';
import { useNotices } from './use-notices.ts';

/** How many notices are new, and all of them on a press. */
export function NoticeBell({ onOpenDialog }: { onOpenDialog: (dialogId: Id) => void }): ReactNode {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const notices = useNotices();
  const count = unseenOf(notices).length;
  useCommand('notices.open', () => {
    setOpen(true);
    // Open already: the keys lead to the newest again.
    leadToNewest();
  });
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={t('notices.title')}
      trigger={
        <button
          type="button"
          title={t('notices.open')}
          aria-describedby="notices-count"
          aria-keyshortcuts={ariaKeys(COMMANDS['notices.open'].keys[0])}
          className="relative flex size-10 items-center justify-center rounded-lg text-rail-text hover:bg-rail-hover hover:text-rail-strong"
        >
          <Bell size={20} strokeWidth={1.75} aria-hidden="true" />
          <span className="sr-only">{t('notices.open')}</span>
          {count > 0 && (
            <span className="absolute top-0 left-5">
              <Counter count={count} tone="badge" className="ring-2 ring-rail" />
            </span>
          )}
          <span id="notices-count" hidden>
            {count > 0 ? t('notices.count', { count }) : t('notices.none')}
          </span>
        </button>
      }
    >
      <NoticePanel
        notices={notices}
        onOpen={(dialogId) => {
          setOpen(false);
          onOpenDialog(dialogId);
        }}
      />
    </Popover>
  );
}
