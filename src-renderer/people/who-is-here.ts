import { useClient, useLive } from '../client/react.tsx';
import type { Id } from '#shared/domain/ids.ts';

/** A colleague before a dialog, and what he does there as far as can be seen. */
export interface Present {
  operatorId: Id;
  doing: 'looking' | 'answering' | 'noting';
}

/** Colleagues before a dialog: those who write first, as that concerns others most. Undefined while nothing was heard. */
export function usePresent(dialogId: Id): readonly Present[] {
  const client = useClient();
  const me = client.session.operator.id;
  const lookers = useLive(() => client.queries.lookers(dialogId), [client, dialogId]);
  const typing = useLive(() => client.queries.typing(dialogId), [client, dialogId]);
  return presentIn(lookers ?? [], typing ?? { operatorIds: [], answeringIds: [] }, me);
}

/** Pure. */
export function presentIn(
  lookers: readonly Id[],
  typing: { operatorIds: readonly Id[]; answeringIds: readonly Id[] },
  me: Id,
): Present[] {
  const answering = new Set(typing.answeringIds);
  const writing = new Set(typing.operatorIds);
  const present: Present[] = [...writing].map((operatorId) => ({
    operatorId,
    doing: answering.has(operatorId) ? 'answering' : 'noting',
  }));
  for (const operatorId of lookers)
    if (!writing.has(operatorId)) present.push({ operatorId, doing: 'looking' });
  const order = { answering: 0, noting: 1, looking: 2 } as const;
  return present
    .filter(({ operatorId }) => operatorId !== me)
    .toSorted((a, b) => order[a.doing] - order[b.doing] || (a.operatorId < b.operatorId ? -1 : 1));
}
