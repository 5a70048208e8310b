import { useClient, useLive } from '#renderer/client/react.tsx';
import { NOWHERE, useCommand } from '#renderer/commands/react.tsx';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { refusalText } from '#renderer/i18n/words/refusal.ts';
import type { Id } from '#shared/domain/ids.ts';
import { meaningful, type TidyDeed } from './deeds.ts';
import type { Tidy } from './use-tidy.ts';

interface TidyCommandsProps {
  /** The dialog that is open. */
  dialogId: Id;
  tidy: Tidy;
  nameOf: (operatorId: Id) => string;
}

/** Offers for the open dialog what the menu of its row offers. Mark as read has a button of its own, which offers it. */
export function TidyCommands({ dialogId, tidy, nameOf }: TidyCommandsProps): null {
  const client = useClient();
  const view = useLive(() => client.queries.dialog(dialogId), [client, dialogId]) ?? null;
  const offers = { view, tidy, nameOf };
  useOffer('markUnread', offers);
  useOffer('pin', offers);
  useOffer('unpin', offers);
  useOffer('snooze', offers);
  useOffer('unsnooze', offers);
  useOffer('spam', offers);
  useOffer('reopen', offers);
  return null;
}

interface Offers {
  view: DialogView | null;
  tidy: Tidy;
  nameOf: (operatorId: Id) => string;
}

function useOffer(deed: Exclude<TidyDeed, 'markRead'>, { view, tidy, nameOf }: Offers): void {
  const { t } = useTexts();
  const refusal = view?.can[deed] ?? null;
  const why = refusal && refusalText(refusal, nameOf, t);
  useCommand(
    `dialog.${deed}`,
    () => (view ? tidy.want(deed, view) : undefined),
    view !== null && meaningful(view, deed) ? why : NOWHERE,
  );
}
