import { useMemo } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { DirectoryView } from '#renderer/data/queries/views.ts';

const EMPTY: DirectoryView = {
  workspace: null,
  branches: new Map(),
  lines: new Map(),
  channels: new Map(),
  operators: new Map(),
};

/** Names of what lines refer to. */
export function useNames(): DirectoryView {
  const client = useClient();
  const directory = useLive(() => client.queries.directory(), [client]);
  return useMemo(() => directory ?? EMPTY, [directory]);
}
