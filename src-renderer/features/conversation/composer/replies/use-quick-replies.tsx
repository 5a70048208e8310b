import { useEffect, useMemo, type ReactNode, type RefObject } from 'react';
import type { DialogView, ReplyView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { useOfferField } from '#renderer/quick-replies/desk.tsx';
import { leftovers, type Leftover } from '#renderer/quick-replies/filling.ts';
import { ShelfIcon } from '#renderer/quick-replies/folder-tree.tsx';
import { slashWordAt } from '#renderer/quick-replies/placing.ts';
import { ReplyPreview } from '#renderer/quick-replies/reply-preview.tsx';
import { useFiller, type Filler } from '#renderer/quick-replies/use-filler.ts';
import { slotKeys, useReplies, useReplySlots, type Slot } from '#renderer/quick-replies/use-replies.ts';
import type { QuickReply } from '#shared/domain/quick-reply.ts';
import { isBlank, previewOf } from '#shared/lib/text.ts';
import type { Suggested, Suggestion } from '../suggestions.tsx';
import type { DraftHandle } from '../use-draft.ts';
import { useInsertReply } from './use-insert-reply.ts';
import { noteStacked } from './stacking.ts';
import { suggestReplies } from './suggest.ts';

interface QuickRepliesInput {
  view: DialogView;
  draft: DraftHandle;
  caret: number;
  field: RefObject<HTMLTextAreaElement | null>;
  /** As what it is being written. */
  hidden: boolean;
  /** Nothing may be written now: no reply is offered anywhere. */
  blocked: boolean;
  /** What can be done by `/` besides. */
  commands: readonly Suggestion[];
  /** What is being written takes files. */
  takesFiles: boolean;
}

export interface QuickRepliesHandle {
  suggested: Suggested | null;
  /** What is still to be filled in before it goes. */
  left: readonly Leftover[];
  insert: (reply: QuickReply) => void;
  filler: Filler;
  /** What is on the keys. */
  onKeys: readonly { slot: Slot; reply: QuickReply }[];
}

/** Quick replies in one message field. */
export function useQuickReplies(input: QuickRepliesInput): QuickRepliesHandle {
  const { view, draft, caret, field, hidden, blocked, commands, takesFiles } = input;
  const { t } = useTexts();
  const replies = useReplies();
  const slots = useReplySlots();
  const filler = useFiller(view);
  const insert = useInsertReply({ view, field, filler, takesFiles, onBegin: () => draft.set({ hidden }) });
  const dialogId = view.dialog.id;
  const blank = isBlank(draft.text);
  useEffect(() => {
    if (blank) noteStacked(dialogId, false);
  }, [dialogId, blank]);
  useOfferField(blocked ? null : dialogId, insert);

  const slash = blocked ? null : slashWordAt(draft.text, caret);
  const lineId = view.dialog.lineId;
  const found = useMemo(
    () => (replies && slash ? suggestReplies(replies, slash, lineId) : null),
    // oxlint-disable-next-line react/exhaustive-deps -- the word is made anew with every drawing
    [replies, slash?.word, slash?.first, lineId],
  );
  const items = (found?.views ?? []).map((one) =>
    suggestionOf(one, slots.of.get(one.reply.id) ?? null, filler, () =>
      insert(one.reply, slash ?? undefined),
    ),
  );
  const left = useMemo(() => leftovers(draft.text), [draft.text]);
  const onKeys = [...slots.on].flatMap(([slot, id]) => {
    const reply = replies?.byId.get(id)?.reply;
    return reply === undefined ? [] : [{ slot, reply }];
  });
  return {
    suggested: slash && grouped(items, commands, found?.called ?? false, slash, t),
    left,
    insert,
    filler,
    onKeys,
  };
}

function grouped(
  items: readonly Suggestion[],
  commands: readonly Suggestion[],
  called: boolean,
  { from, word, first }: { from: number; word: string; first: boolean },
  t: ReturnType<typeof useTexts>['t'],
): Suggested {
  const ofReplies = { heading: t('reply.title'), items };
  const ofCommands = { heading: t('reply.commands'), items: commands };
  const both = (called ? [ofReplies, ofCommands] : [ofCommands, ofReplies]).filter(
    (group) => group.items.length > 0,
  );
  return {
    place: `slash ${from}`,
    label: t(commands.length > 0 ? 'slash.label' : 'reply.title'),
    groups: both.length > 1 ? both : both.map((group) => ({ ...group, heading: null })),
    // A slash that stands alone among words is most often just that.
    reserved: !first && word === '',
  };
}

function suggestionOf(
  { reply }: ReplyView,
  slot: Slot | null,
  filler: Filler,
  choose: () => void,
): Suggestion {
  return {
    key: `reply-${reply.id}`,
    icon: <ShelfIcon shelf={reply.shelf} />,
    text: reply.title,
    detail: [reply.shortcut === null ? '' : `/${reply.shortcut}`, previewOf(filler.written(reply.text), 80)]
      .filter((part) => part !== '')
      .join(' · '),
    keys: slot === null ? null : slotKeys(slot),
    why: null,
    preview: () => <Preview reply={reply} filler={filler} />,
    choose,
  };
}

function Preview({ reply, filler }: { reply: QuickReply; filler: Filler }): ReactNode {
  return <ReplyPreview filled={filler.fill(reply.text)} attachments={reply.attachments} />;
}
