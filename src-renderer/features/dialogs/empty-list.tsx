import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Empty } from '#renderer/kit/empty.tsx';
import type { ListName } from '#shared/domain/lists.ts';
import { LIST_ICONS } from './lists.tsx';

/**
 * Lies over the empty listbox, which stays focusable. Before the first connection is made and while the first snapshot
 * comes, "nothing" would be a lie.
 */
export function EmptyList({ name }: { name: ListName }): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const status = useLive(() => client.queries.status(), [client]);
  if (status === undefined || status.firstSync !== null || status.connection.kind === 'connecting')
    return null;
  return (
    <div className="pointer-events-none absolute inset-0">
      <Empty
        icon={LIST_ICONS[name]}
        title={t(`dialogs.empty.${name}.title`)}
        text={t(`dialogs.empty.${name}.text`)}
      />
    </div>
  );
}
