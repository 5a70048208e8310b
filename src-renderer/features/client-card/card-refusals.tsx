import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { refusalText } from '#renderer/i18n/words/refusal.ts';
import { Notice } from '#renderer/kit/notice.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { detach } from '#shared/lib/detach.ts';
import type { CardDeeds } from './card-deeds.ts';

const WHAT = {
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
} as const;

interface CardRefusalsProps {
  contactId: Id;
  nameOf: (operatorId: Id) => string;
  deeds: Pick<CardDeeds, 'failure' | 'forgetFailure'>;
}

/** What was not done to the card, where it was asked for, until the person has seen it. */
export function CardRefusals({ contactId, nameOf, deeds }: CardRefusalsProps): ReactNode {
  const { t } = useTexts();
  const { queries, actions } = useClient();
  const refusals = useLive(() => queries.refusals(), [queries]) ?? [];
  const dismiss = (intentId: Id): void =>
    detach(actions.discard(intentId), (error) => console.error('a notice could not be put away', error));
  return (
    <>
      {deeds.failure !== null && (
        <Notice
          tone="danger"
          urgent
          className="border-b border-line"
          dismiss={{ label: t('common.dismiss'), onDismiss: deeds.forgetFailure }}
        >
          {t('action.failed', { detail: deeds.failure })}
        </Notice>
      )}
      {refusals
        .filter((notice) => notice.contactId === contactId)
        .map(({ intentId, name, refusal, text }) => {
          const what = name in WHAT ? WHAT[name as keyof typeof WHAT] : null;
          if (what === null) return null;
          const reason = refusalText(refusal, nameOf, t);
          return (
            <Notice
              key={intentId}
              tone="warn"
              urgent
              className="border-b border-line"
              dismiss={{ label: t('common.dismiss'), onDismiss: () => dismiss(intentId) }}
            >
              {t('notice.refused', { what: t(what), reason })}
              {text !== null && <bdi className="selectable mt-1 block font-normal wrap-anywhere">{text}</bdi>}
            </Notice>
          );
        })}
    </>
  );
}
