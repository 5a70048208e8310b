import { useClient } from '#renderer/client/react.tsx';
import type { ReplySlots, Slot } from '#renderer/quick-replies/use-replies.ts';
import type { Id } from '#shared/domain/ids.ts';
import { detach } from '#shared/lib/detach.ts';

/** Puts a reply on keys, of which it has one at a time. */
export function useSlotChoice(slots: ReplySlots): { put: (id: Id, slot: Slot | null) => void } {
  const { actions } = useClient();
  return {
    put(id, slot) {
      const before = slots.of.get(id);
      // What cannot be kept the banner of the storage says.
      if (before !== undefined && before !== slot) detach(actions.assignSlot(before, null), () => undefined);
      if (slot !== null && before !== slot) detach(actions.assignSlot(slot, id), () => undefined);
    },
  };
}
