import { useCallback } from 'react';
import type { Id } from '#shared/domain/ids.ts';
import { useClient, useLive } from '../client/react.tsx';
import { useTexts } from '../i18n/react.tsx';
import { operatorName } from '../i18n/words/names.ts';

const NOBODY = new Map<Id, never>();

/** Names by the directory; the same function until a name changes. */
export function useOperatorName(): (operatorId: Id) => string {
  const { t } = useTexts();
  const client = useClient();
  const operators = useLive(() => client.queries.directory(), [client])?.operators ?? NOBODY;
  return useCallback((id) => operatorName(id, operators, t), [operators, t]);
}
