import type { Client } from '#renderer/client/client.ts';
import { firstOf } from '#renderer/client/first-of.ts';
import { useClient } from '#renderer/client/react.tsx';
import type { RefusalNotice } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { operatorName } from '#renderer/i18n/words/names.ts';
import { useToasts, type ToastStore } from '#renderer/kit/toasts.tsx';
import type { Translate } from '#renderer/i18n/messages.ts';
import type { Id } from '#shared/domain/ids.ts';
import { detach } from '#shared/lib/detach.ts';
import { doToAll, reverseOf, withRefusals, type BulkDeed, type BulkOutcome } from './bulk-deeds.ts';
import { bulkWords } from './bulk-words.ts';

/** The hub's word mostly comes at once; later than this it is said where each dialog is. */
const LISTENS_MS = 60_000;

/** Does it to all, says what became of each, and mends what it said when the hub decides otherwise. */
export function useBulk(onDone: (left: readonly Id[]) => void): (deed: BulkDeed, ids: readonly Id[]) => void {
  const client = useClient();
  const toasts = useToasts();
  const { t } = useTexts();
  return (deed, ids) =>
    detach(
      carryOut({ client, toasts, t }, deed, ids).then((outcome) =>
        onDone(outcome.refused.map(({ id }) => id)),
      ),
      (error) => {
        const detail = error instanceof Error ? error.message : String(error);
        toasts.show({ lines: [t('action.failed', { detail })] });
      },
    );
}

interface Desk {
  client: Client;
  toasts: ToastStore;
  t: Translate;
}

async function carryOut(desk: Desk, deed: BulkDeed, ids: readonly Id[]): Promise<BulkOutcome> {
  const { client, toasts, t } = desk;
  const refusals = client.queries.refusals();
  const [before, { operators }] = await Promise.all([firstOf(refusals), firstOf(client.queries.directory())]);
  const known = new Set(before.map(({ intentId }) => intentId));
  const { outcome, before: former } = await doToAll(client, deed, ids);
  let said = outcome;
  const reverse = reverseOf(client, deed);
  const undo =
    reverse &&
    ((dialogs: readonly Id[]): Promise<unknown[]> =>
      Promise.all(dialogs.flatMap((id) => former.get(id) ?? []).map(reverse)));
  const toastOf = (now: BulkOutcome) => ({
    lines: bulkWords(deed.kind, now, (id) => operatorName(id, operators, t), t),
    ...(undo !== null &&
      now.done.some((id) => former.has(id)) && {
        action: { label: t('bulk.undo'), run: () => takeBack(desk, undo, said) },
      }),
  });
  const toast = toasts.show(toastOf(outcome));
  const stop = refusals.subscribe((notices: RefusalNotice[]) => {
    const now = withRefusals(outcome, deed, notices, known);
    if (now.refused.length <= said.refused.length) return;
    said = now;
    toasts.replace(toast, toastOf(now));
  });
  setTimeout(stop, LISTENS_MS);
  return outcome;
}

function takeBack(
  { toasts, t }: Desk,
  undo: (dialogs: readonly Id[]) => Promise<unknown[]>,
  { done }: BulkOutcome,
): void {
  detach(
    undo(done).then(({ length: count }) => toasts.show({ lines: [t('bulk.undone', { count })] })),
    (error) => {
      const detail = error instanceof Error ? error.message : String(error);
      toasts.show({ lines: [t('action.failed', { detail })] });
    },
  );
}
