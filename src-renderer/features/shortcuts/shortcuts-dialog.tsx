import type { ReactNode } from 'react';
import {
  COMMAND_GROUPS,
  COMMAND_IDS,
  specOf,
  type CommandGroup,
  type PlainKey,
} from '#renderer/commands/spec.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Kbd } from '#renderer/kit/kbd.tsx';
import type { Combo } from '#renderer/kit/keys.ts';
import { Modal } from '#renderer/kit/modal.tsx';
import { slotKeys } from '#renderer/quick-replies/use-replies.ts';

interface Row {
  label: PlainKey;
  keys: readonly Combo[];
  /** From the first to the last. */
  range?: true;
}

const key = (code: string, mods: Omit<Combo, 'code'> = {}): Combo => ({ code, ...mods });

/** Keys that are no commands: they belong to the field or the list that has the keyboard. */
const OF_PLACES: Record<CommandGroup, readonly Row[]> = {
  chosen: [
    { label: 'chosen.toggle', keys: [key('KeyX')] },
    { label: 'chosen.range', keys: [key('ArrowUp', { shift: true }), key('ArrowDown', { shift: true })] },
    { label: 'chosen.all', keys: [key('KeyA', { mod: true })] },
    { label: 'chosen.none', keys: [key('Escape')] },
  ],
  dialog: [
    { label: 'shortcuts.slots', keys: [slotKeys(1), slotKeys(9)], range: true },
    { label: 'shortcuts.send', keys: [key('Enter')] },
    { label: 'shortcuts.newLine', keys: [key('Enter', { shift: true })] },
    { label: 'shortcuts.editLast', keys: [key('ArrowUp')] },
    { label: 'shortcuts.walkMessages', keys: [key('ArrowUp'), key('ArrowDown')] },
    { label: 'shortcuts.messageMenu', keys: [key('Enter')] },
    { label: 'shortcuts.replyTo', keys: [key('KeyR')] },
    { label: 'shortcuts.editThis', keys: [key('KeyE')] },
    { label: 'shortcuts.deleteThis', keys: [key('Delete')] },
  ],
  move: [{ label: 'shortcuts.openRow', keys: [key('Enter')] }],
  app: [{ label: 'shortcuts.splitter', keys: [key('ArrowLeft'), key('ArrowRight')] }],
};

function rowsOf(group: CommandGroup): Row[] {
  const commands = COMMAND_IDS.flatMap((id): Row[] => {
    const { group: its, title, keys, quiet } = specOf(id);
    return its === group && keys !== undefined && quiet !== true ? [{ label: title, keys }] : [];
  });
  return [...commands, ...OF_PLACES[group]];
}

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
      <div className="mt-4 gap-x-8 sm:columns-2">
        {COMMAND_GROUPS.map((group) => (
          <section key={group} className="mb-5">
            <h3 className="mb-1 text-xs font-semibold text-ink-3">{t(`shortcuts.group.${group}`)}</h3>
            <dl>
              {rowsOf(group).map((row) => (
                <div
                  key={row.label}
                  className="flex min-h-8 break-inside-avoid items-center justify-between gap-4 border-b border-line py-1 text-sm"
                >
                  <dt>{t(row.label)}</dt>
                  <dd className="flex shrink-0 items-center gap-1.5">
                    <Keys keys={row.keys} between={row.range ? '–' : '/'} />
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

function Keys({ keys, between }: { keys: readonly Combo[]; between: string }): ReactNode {
  return keys.map((combo, index) => (
    <span key={combo.code} className="flex items-center gap-1.5">
      {index > 0 && <span className="text-ink-3">{between}</span>}
      <Kbd combo={combo} />
    </span>
  ));
}
