import { X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import { useCommand } from '#renderer/commands/react.tsx';
import { specOf, type CommandId } from '#renderer/commands/spec.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button, IconButton } from '#renderer/kit/button.tsx';
import { useHubNow } from '#renderer/kit/clock.ts';
import { Menu, MenuItem } from '#renderer/kit/menu.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { detach } from '#shared/lib/detach.ts';
import { restTimes } from '#shared/lib/rest-times.ts';
import type { BulkDeed } from './bulk-deeds.ts';
import { BulkQuestion, type Asked } from './bulk-question.tsx';
import { TransferQuestion } from './transfer-question.tsx';
import { useBulk } from './use-bulk.ts';

/** What is chosen, and how to choose otherwise. */
export interface ChosenDialogs {
  ids: ReadonlySet<Id>;
  all: () => void;
  keep: (ids: readonly Id[]) => void;
}

interface ChosenBarProps {
  chosen: ChosenDialogs;
  /** So many of them are over. */
  closed: number;
  /** All that could be chosen. */
  total: number;
}

/** What can be done to all chosen dialogs. There is one only while something is chosen. */
export function ChosenBar({ chosen, closed, total }: ChosenBarProps): ReactNode {
  const { t } = useTexts();
  const { queries } = useClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [transferring, setTransferring] = useState(false);
  const bulk = useBulk(chosen.keep);
  const count = chosen.ids.size;
  const run = (deed: BulkDeed): void => bulk(deed, [...chosen.ids]);
  // By the newest that is known here: the choice may be older than a client's word.
  const finish = (): void =>
    detach(
      queries.waitingAmong([...chosen.ids]).then(({ ids: { length: waits }, ends }) => {
        if (waits === 0) run({ kind: 'finish', ends });
        else setAsked({ kind: 'finish', count, waits });
      }),
      // What cannot be read here cannot be written either, and that is said.
      () => run({ kind: 'finish' }),
    );
  const someOpen = closed < count;
  return (
    <div
      role="toolbar"
      aria-label={t('chosen.label')}
      className="shrink-0 border-t border-line-strong bg-raised px-3 py-2"
    >
      <div className="flex items-center gap-2">
        <p aria-live="polite" className="min-w-0 grow truncate text-sm font-semibold">
          {t('chosen.count', { count })}
        </p>
        {count < total && <ChosenText id="chosen.all" run={chosen.all} />}
        <ChosenIcon id="chosen.none" run={() => chosen.keep([])} />
      </div>
      <div className="mt-1 flex flex-wrap items-center gap-1">
        {someOpen && (
          <>
            <ChosenIcon id="chosen.markRead" run={() => run({ kind: 'markRead' })} />
            <ChosenIcon id="chosen.markUnread" run={() => run({ kind: 'markUnread' })} />
            <ChosenIcon id="chosen.finish" run={finish} />
            <ChosenIcon id="chosen.transfer" run={() => setTransferring(true)} />
            <SnoozeMenu onChoose={(until) => run({ kind: 'snooze', until })} />
          </>
        )}
        {closed > 0 && <ChosenIcon id="chosen.reopen" run={() => run({ kind: 'reopen' })} />}
        <ChosenIcon id="chosen.pin" run={() => run({ kind: 'pin' })} />
        <ChosenIcon id="chosen.unpin" run={() => run({ kind: 'unpin' })} />
        {someOpen && <ChosenIcon id="chosen.spam" run={() => setAsked({ kind: 'spam', count, waits: 0 })} />}
      </div>
      <BulkQuestion asked={asked} onClose={() => setAsked(null)} onYes={(kind) => run({ kind })} />
      <TransferQuestion
        open={transferring}
        count={count}
        onClose={() => setTransferring(false)}
        onTransfer={(to, card) => run({ kind: 'transfer', to, card })}
      />
    </div>
  );
}

function ChosenIcon({ id, run }: { id: CommandId; run: () => void }): ReactNode {
  const { t } = useTexts();
  useCommand(id, run);
  const { icon: Icon, title } = specOf(id);
  return (
    <IconButton label={t(title)} onClick={run}>
      {id === 'chosen.none' ? <X size={16} /> : <Icon size={16} />}
    </IconButton>
  );
}

function ChosenText({ id, run }: { id: CommandId; run: () => void }): ReactNode {
  const { t } = useTexts();
  useCommand(id, run);
  return (
    <Button size="sm" look="quiet" onClick={run}>
      {t(specOf(id).title)}
    </Button>
  );
}

function SnoozeMenu({ onChoose }: { onChoose: (until: number) => void }): ReactNode {
  const { t, format } = useTexts();
  const now = useHubNow(60_000);
  const { icon: Icon, title } = specOf('chosen.snooze');
  const [open, setOpen] = useState(false);
  useCommand('chosen.snooze', () => setOpen(true));
  return (
    <Menu
      side="top"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton label={t(title)}>
          <Icon size={16} />
        </IconButton>
      }
    >
      {restTimes(now).map(({ name, at }) => (
        <MenuItem key={name} onSelect={() => onChoose(at)} trailing={format.time(at)}>
          {t(`rest.${name}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}
