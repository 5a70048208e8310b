import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { operatorName } from '#renderer/i18n/words/names.ts';
import { refusalText } from '#renderer/i18n/words/refusal.ts';
import { Button } from '#renderer/kit/button.tsx';
import { Notice } from '#renderer/kit/notice.tsx';
import type { Operator } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import { detach } from '#shared/lib/detach.ts';

const NOBODY: ReadonlyMap<Id, Operator> = new Map();

/**
 * A dialog that the hub did not begin is nowhere any more, so it is said over everything, with what was written: perhaps days after it
 * was asked for, without a network.
 */
export function StartRefusals({ onOpenDialog }: { onOpenDialog: (dialogId: Id) => void }): ReactNode {
  const { t } = useTexts();
  const { queries, actions } = useClient();
  const refusals = useLive(() => queries.refusals(), [queries]) ?? [];
  const operators = useLive(() => queries.directory(), [queries])?.operators ?? NOBODY;
  return refusals
    .filter(({ name }) => name === 'dialog.start')
    .map(({ intentId, refusal, text }) => {
      const there = refusal.code === 'dialog_open' ? refusal.dialogId : null;
      const discard = (): void =>
        detach(actions.discard(intentId), (error) => console.error('a notice could not be put away', error));
      return (
        <Notice
          key={intentId}
          tone="warn"
          urgent
          className="shrink-0 border-b border-line"
          dismiss={{ label: t('common.dismiss'), onDismiss: discard }}
          actions={
            there !== null && (
              <Button
                size="sm"
                onClick={() => {
                  discard();
                  onOpenDialog(there);
                }}
              >
                {t('write.goThere')}
              </Button>
            )
          }
        >
          {t('notice.refused', {
            what: t('write.title'),
            reason: refusalText(refusal, (id) => operatorName(id, operators, t), t),
          })}
          {text !== null && <bdi className="selectable block font-normal wrap-anywhere">{text}</bdi>}
        </Notice>
      );
    });
}
