import type { ReactNode } from 'react';
import type { Draft, RefusalNotice } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { refusalText } from '#renderer/i18n/words/refusal.ts';
import { Button } from '#renderer/kit/button.tsx';
import { Notice } from '#renderer/kit/notice.tsx';
import type { Id } from '#shared/domain/ids.ts';

const WHAT = {
  'dialog.answer': 'action.answer',
  'dialog.take': 'action.take',
  'dialog.transfer': 'action.transfer',
  'dialog.acceptTransfer': 'action.acceptTransfer',
  'dialog.declineTransfer': 'action.declineTransfer',
  'dialog.recallTransfer': 'action.recallTransfer',
  'dialog.handBack': 'action.handBack',
  'dialog.invite': 'action.invite',
  'dialog.join': 'action.join',
  'dialog.leave': 'action.leave',
  'dialog.callSenior': 'action.callSenior',
  'dialog.finish': 'action.finish',
  'dialog.spam': 'action.spam',
  'dialog.reopen': 'action.reopen',
  'dialog.markRead': 'action.markRead',
  'message.delete': 'message.delete',
  'message.edit': 'message.edit',
  'message.react': 'message.react',
  'message.retry': 'message.retry',
  'dialog.markUnread': 'action.markUnread',
  'dialog.pin': 'action.pin',
  'dialog.unpin': 'action.unpin',
  'dialog.snooze': 'action.snooze',
  'dialog.unsnooze': 'action.unsnooze',
  'dialog.undo': 'bulk.undo',
  'message.send': 'composer.send',
  'notice.seen': 'action.noticeSeen',
  'presence.set': 'presence.title',
  'talk.send': 'composer.send',
  'talk.edit': 'message.edit',
  'talk.delete': 'message.delete',
  'talk.react': 'message.react',
  'talk.read': 'talk.read',
  'quickReply.save': 'action.replySave',
  'quickReply.delete': 'action.replyDelete',
  'quickReply.slot': 'action.replySlot',
  'contact.rename': 'action.renameContact',
  'contact.addPhone': 'action.addPhone',
  'contact.removePhone': 'action.removePhone',
  'contact.addEmail': 'action.addEmail',
  'contact.removeEmail': 'action.removeEmail',
  'contact.tag': 'action.tagContact',
  'contact.untag': 'action.untagContact',
  'contact.note': 'action.noteContact',
  'contact.editNote': 'action.editNote',
  'contact.deleteNote': 'action.deleteNote',
  'contact.restore': 'action.restoreToCard',
  'contact.merge': 'action.mergeContacts',
  'contact.unmerge': 'action.unmergeContacts',
  'dialog.start': 'action.startDialog',
  'filter.save': 'table.saved.saveTitle',
  'filter.delete': 'table.saved.editTitle',
} as const;

interface RefusalNoticesProps {
  notices: readonly RefusalNotice[];
  nameOf: (operatorId: Id) => string;
  onDismiss: (intentId: Id) => void;
  /** Puts the text of a refused message back into the message field. */
  onEdit: (intentId: Id, back: Draft) => void;
  /** Goes on in another dialog. */
  onOpen: (dialogId: Id) => void;
}

/** What the hub did not do, where it was asked for: under the buttons, until the person has seen it. */
export function RefusalNotices(props: RefusalNoticesProps): ReactNode {
  const { notices, nameOf, onDismiss, onEdit, onOpen } = props;
  const { t } = useTexts();
  return notices.map((notice) => {
    const reason = refusalText(notice.refusal, nameOf, t);
    const { text } = notice;
    const newer = notice.refusal.code === 'newer_dialog' ? notice.refusal.dialogId : null;
    return (
      <Notice
        key={notice.intentId}
        tone="warn"
        urgent
        className="shrink-0 border-b border-line"
        dismiss={{ label: t('common.dismiss'), onDismiss: () => onDismiss(notice.intentId) }}
        actions={
          <>
            {text !== null && (
              <Button
                look="quiet"
                size="sm"
                onClick={() => onEdit(notice.intentId, { text, hidden: notice.hidden })}
              >
                {t('pending.edit')}
              </Button>
            )}
            {newer !== null && (
              <Button look="quiet" size="sm" onClick={() => onOpen(newer)}>
                {t('reopen.goThere')}
              </Button>
            )}
          </>
        }
      >
        {notice.refusal.code === 'claimed_by_other'
          ? reason
          : t('notice.refused', { what: t(WHAT[notice.name]), reason })}
      </Notice>
    );
  });
}
