import type { ReactNode } from 'react';
import type { MessageKey } from '#renderer/i18n/messages.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Kbd } from '#renderer/kit/kbd.tsx';
import type { Combo } from '#renderer/kit/keys.ts';
import { Modal } from '#renderer/kit/modal.tsx';
import { SHORTCUTS } from '#renderer/kit/shortcuts.ts';

type PlainKey = Extract<MessageKey, `shortcuts.${string}`>;

/** `from` and `to` stand for a row of keys (Alt+1 … Alt+4). */
type Row = { label: PlainKey; keys: readonly Combo[]; range?: boolean };

const key = (code: string, mods: Omit<Combo, 'code'> = {}): Combo => ({ code, ...mods });

const GROUPS: readonly { title: PlainKey; rows: readonly Row[] }[] = [
  {
    title: 'shortcuts.group.move',
    rows: [
      { label: 'shortcuts.lists', keys: [SHORTCUTS.listUnanswered, SHORTCUTS.listClosed], range: true },
      { label: 'shortcuts.prevNext', keys: [SHORTCUTS.previousDialog, SHORTCUTS.nextDialog] },
      { label: 'shortcuts.openRow', keys: [key('Enter')] },
      { label: 'shortcuts.areas', keys: [SHORTCUTS.nextArea] },
      { label: 'shortcuts.focusList', keys: [SHORTCUTS.focusList] },
      { label: 'shortcuts.focusTranscript', keys: [SHORTCUTS.focusTranscript] },
      { label: 'shortcuts.focusComposer', keys: [SHORTCUTS.focusComposer] },
    ],
  },
  {
    title: 'shortcuts.group.dialog',
    rows: [
      { label: 'shortcuts.answer', keys: [SHORTCUTS.answer] },
      { label: 'shortcuts.markRead', keys: [SHORTCUTS.markRead] },
      { label: 'shortcuts.finish', keys: [SHORTCUTS.finish] },
      { label: 'shortcuts.send', keys: [key('Enter')] },
      { label: 'shortcuts.newLine', keys: [key('Enter', { shift: true })] },
    ],
  },
  {
    title: 'shortcuts.group.app',
    rows: [
      { label: 'shortcuts.card', keys: [SHORTCUTS.toggleCard] },
      { label: 'shortcuts.splitter', keys: [key('ArrowLeft'), key('ArrowRight')] },
      { label: 'shortcuts.help', keys: [SHORTCUTS.help] },
    ],
  },
];

export function ShortcutsDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}): ReactNode {
  const { t } = useTexts();
  return (
    <Modal
      open={open}
      onOpenChange={onOpenChange}
      title={t('shortcuts.title')}
      closeLabel={t('common.close')}
      wide
    >
      <div className="mt-4 grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {GROUPS.map((group) => (
          <section key={group.title} className="first:row-span-2">
            <h3 className="mb-1 text-xs font-semibold text-ink-3">{t(group.title)}</h3>
            <dl>
              {group.rows.map((row) => (
                <div
                  key={row.label}
                  className="flex min-h-8 items-center justify-between gap-4 border-b border-line py-1 text-sm"
                >
                  <dt>{t(row.label)}</dt>
                  <dd className="flex shrink-0 items-center gap-1.5">
                    <Keys row={row} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

function Keys({ row }: { row: Row }): ReactNode {
  return row.keys.map((combo, index) => (
    <span key={combo.code} className="flex items-center gap-1.5">
      {index > 0 && <span className="text-ink-3">{row.range ? '…' : '/'}</span>}
      <Kbd combo={combo} />
    </span>
  ));
}
