import { summaryOf, type Attachment, type AttachmentSummary } from '#shared/domain/attachment.ts';
import type { LastMessage } from '#shared/domain/dialog.ts';
import type { Translate } from '../messages.ts';

/** "Photo", "3 files": attachments in a row of a list. */
export function filesWords({ kind, count }: AttachmentSummary, t: Translate): string {
  if (count === 1) return t(`files.${kind}`);
  switch (kind) {
    case 'image':
      return t('files.images', { count });
    case 'video':
      return t('files.videos', { count });
    case 'voice':
      return t('files.voices', { count });
    default:
      return t('files.files', { count });
  }
}

/** The last message as lists show it: its text, else what was sent without one. */
export function lastWords({ preview, files }: Pick<LastMessage, 'preview' | 'files'>, t: Translate): string {
  if (preview !== '') return preview;
  // Nothing was said and nothing sent: nothing of it is kept.
  return files === null ? t('message.deleted') : filesWords(files, t);
}

/** A message in a list or beside others: its text, else what was sent without one. */
export function bodyWords(
  body: { text: string; attachments: readonly Pick<Attachment, 'kind'>[] },
  t: Translate,
): string {
  return lastWords({ preview: body.text, files: summaryOf(body.attachments) }, t);
}
