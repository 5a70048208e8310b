import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { operatorName } from '#renderer/i18n/words/names.ts';
import type { Id } from '#shared/domain/ids.ts';
import { DialogMenu } from './dialog-menu.tsx';
import { SnoozeQuestion, SpamQuestion } from './questions.tsx';
import { TidyCommands } from './tidy-commands.ts';
import type { Tidy } from './use-tidy.ts';

/** All of `Tidy` that is on the screen: the menu of a row, what is asked, the commands of the open dialog. */
export function TidyDesk({ tidy, dialogId }: { tidy: Tidy; dialogId: Id | null }): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const operators = useLive(() => client.queries.directory(), [client])?.operators ?? new Map();
  const nameOf = (id: Id): string => operatorName(id, operators, t);
  const { menu, asking, stopAsking } = tidy;
  return (
    <>
      {dialogId !== null && <TidyCommands dialogId={dialogId} tidy={tidy} nameOf={nameOf} />}
      {menu !== null && (
        <DialogMenu key={`${menu.dialogId} ${menu.x} ${menu.y}`} target={menu} tidy={tidy} nameOf={nameOf} />
      )}
      {asking?.what === 'spam' && (
        <SpamQuestion view={asking.view} onClose={stopAsking} onSpam={() => tidy.spam(asking.view)} />
      )}
      {asking?.what === 'snooze' && (
        <SnoozeQuestion
          view={asking.view}
          onClose={stopAsking}
          onSnooze={(until) => tidy.snooze(asking.view, until)}
        />
      )}
    </>
  );
}
