import { BellRing } from 'lucide-react';
import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { firstOf } from '#renderer/client/first-of.ts';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { operatorName } from '#renderer/i18n/words/names.ts';
import { Button } from '#renderer/kit/button.tsx';
import { useHubNow } from '#renderer/kit/clock.ts';
import { Empty } from '#renderer/kit/empty.tsx';
import type { Id } from '#shared/domain/ids.ts';
import type { Notice } from '#shared/domain/notice.ts';
import { groupNotices, unseenOf } from './notice-groups.ts';
import { NoticeItem } from './notice-item.tsx';
import { markSeen } from './use-notices.ts';

interface NoticePanelProps {
  notices: readonly Notice[];
  onOpen: (dialogId: Id) => void;
}

/** All notices, newest first; arrows lead from one to the next. */
export function NoticePanel({ notices, onOpen }: NoticePanelProps): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const now = useHubNow(60_000);
  const names = useId();
  const operators = useLive(() => client.queries.directory(), [client])?.operators ?? new Map();
  const [gone, setGone] = useState<Id | null>(null);
  const unseen = unseenOf(notices);
  const empty = notices.length === 0;
  // Also when they have only just been read.
  useEffect(() => {
    if (!empty) leadToNewest();
  }, [empty]);

  function open({ id, seenAt, dialogId }: Notice): void {
    if (seenAt === null) markSeen(client, [id]);
    const lead = (isHere: boolean): void => (isHere ? onOpen(dialogId) : setGone(id));
    // What cannot be read says so itself, where it is opened.
    firstOf(client.queries.dialog(dialogId)).then(
      (view) => lead(view !== null),
      () => lead(true),
    );
  }

  return (
    <>
      <header className="flex min-h-12 shrink-0 items-center justify-between gap-2 border-b border-line px-4">
        <h2 className="text-md font-semibold">{t('notices.title')}</h2>
        {unseen.length > 0 && (
          <Button
            look="quiet"
            size="sm"
            onClick={() =>
              markSeen(
                client,
                unseen.map((notice) => notice.id),
              )
            }
          >
            {t('notices.allSeen')}
          </Button>
        )}
      </header>
      {notices.length === 0 && (
        <div className="h-56">
          <Empty
            icon={<BellRing size={24} strokeWidth={1.5} />}
            title={t('notices.empty.title')}
            text={t('notices.empty.text')}
          />
        </div>
      )}
      <div role="presentation" onKeyDown={stepThrough} className="min-h-0 overflow-y-auto">
        {groupNotices(notices, now).map(({ when, notices: inGroup }) => (
          <section key={when} aria-labelledby={`${names}-${when}`}>
            <h3 id={`${names}-${when}`} className="px-4 pt-3 pb-1 text-xs font-medium text-ink-3">
              {t(`notices.${when}`)}
            </h3>
            <ul>
              {inGroup.map((notice) => (
                <NoticeItem
                  key={notice.id}
                  notice={notice}
                  now={now}
                  nameOf={(id) => operatorName(id, operators, t)}
                  begin={notice === notices[0]}
                  gone={notice.id === gone}
                  onOpen={open}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

/** The first of the list takes the keyboard, where there is one. */
export function leadToNewest(): void {
  document.querySelector<HTMLElement>('[data-notice][data-begin]')?.focus();
}

function stepThrough(event: KeyboardEvent): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-notice]')];
  const here = items.findIndex((item) => item === document.activeElement);
  const last = items.length - 1;
  const to = { ArrowDown: Math.min(here + 1, last), ArrowUp: Math.max(here - 1, 0), Home: 0, End: last }[
    event.key
  ];
  if (to === undefined) return;
  event.preventDefault();
  items[to]?.focus();
}
