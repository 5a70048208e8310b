import type { RefObject } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { useToasts } from '#renderer/kit/toasts.tsx';
import { leftovers } from '#renderer/quick-replies/filling.ts';
import { placeReply, type Place } from '#renderer/quick-replies/placing.ts';
import type { Filler } from '#renderer/quick-replies/use-filler.ts';
import type { Attachment } from '#shared/domain/attachment.ts';
import type { QuickReply } from '#shared/domain/quick-reply.ts';
import { detach } from '#shared/lib/detach.ts';
import { isStacked, noteStacked } from './stacking.ts';
import { writeInto } from '#renderer/quick-replies/write-into.ts';

interface InsertInput {
  view: DialogView;
  field: RefObject<HTMLTextAreaElement | null>;
  filler: Filler;
  /** What is being written takes files. */
  takesFiles: boolean;
  onBegin: () => void;
}

export type InsertReply = (reply: QuickReply, place?: Place) => void;

/**
 * Puts a reply into the message: filled in, at the caret or in the place of what called for it, below those put there before. What is not
 * known is selected, so that the next letter takes its place.
 */
export function useInsertReply({ view, field, filler, takesFiles, onBegin }: InsertInput): InsertReply {
  const { t } = useTexts();
  const { actions } = useClient();
  const toasts = useToasts();
  const dialogId = view.dialog.id;

  /** A file belongs to one message: what goes with this one are copies. One after the other, in their order. */
  async function attach(attachments: readonly Attachment[]): Promise<void> {
    for (const file of attachments) {
      try {
        await actions.attachStored(dialogId, file);
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        toasts.show({ lines: [t('reply.fileFailed', { name: file.name }), detail] });
      }
    }
  }

  return (reply, place) => {
    const element = field.current;
    if (element === null) return;
    onBegin();
    const written = filler.written(reply.text);
    const at = place ?? { from: element.selectionStart, to: element.selectionStart };
    const put = placeReply(element.value, at, written, isStacked(dialogId));
    if (reply.text !== '') {
      writeInto(element, put);
      noteStacked(dialogId, true);
      const from = put.from + put.at;
      const [first] = leftovers(element.value).filter(
        (left) => left.from >= from && left.to <= from + written.length,
      );
      if (first) element.setSelectionRange(first.from, first.to);
    } else if (place) writeInto(element, { ...place, text: '', at: 0 });
    if (takesFiles) detach(attach(reply.attachments), () => undefined);
    detach(actions.noteReplyUsed(reply.id), () => undefined);
  };
}
