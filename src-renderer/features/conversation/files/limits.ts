import type { UploadView } from '#renderer/data/queries/views.ts';
import type { Texts } from '#renderer/i18n/i18n.ts';
import { MAX_ATTACHMENTS, type AttachmentKind } from '#shared/domain/attachment.ts';
import { abilitiesOf, maxFileBytes } from '#shared/domain/channel-abilities.ts';
import type { ChannelKind } from '#shared/domain/directory.ts';

/** Why one file cannot go as it is, in words; null when it can. */
export function fileTrouble(
  { file, state }: UploadView,
  channel: ChannelKind | null,
  { t, format }: Texts,
): string | null {
  const max = maxFileBytes(channel, file.kind);
  if (max === 0) return t('files.notCarried');
  if (file.size > max) {
    const words = { size: format.bytes(file.size), max: format.bytes(max) };
    return channel === null ? t('files.tooLargeForHub', words) : t('files.tooLarge', words);
  }
  return state.kind === 'failed' ? t(`files.failed.${state.why}`) : null;
}

/** Why the message cannot go with these files; null when it can. */
export function trayTrouble(
  uploads: readonly UploadView[],
  channel: ChannelKind | null,
  texts: Texts,
): string | null {
  if (uploads.length > MAX_ATTACHMENTS) return texts.t('files.tooMany', { max: MAX_ATTACHMENTS });
  const troubled = uploads.find((upload) => fileTrouble(upload, channel, texts) !== null);
  return troubled ? texts.t('files.trouble', { name: troubled.file.name }) : null;
}

/** What the channel takes, said before anything is sent. */
export function limitWords(channel: ChannelKind | null, { t, format }: Texts): string {
  const { maxBytes } = abilitiesOf(channel).files;
  const parts: string[] = [];
  const say = (
    words: 'files.limitImages' | 'files.limitVideos' | 'files.limitAudio',
    kind: AttachmentKind,
  ) => {
    const max = maxFileBytes(channel, kind);
    if (max > 0 && max !== maxBytes.other) parts.push(t(words, { size: format.bytes(max) }));
  };
  say('files.limitImages', 'image');
  say('files.limitVideos', 'video');
  say('files.limitAudio', 'audio');
  if (maxBytes.other !== null) {
    const size = format.bytes(maxBytes.other);
    parts.push(t(parts.length > 0 ? 'files.limitOthers' : 'files.limitAll', { size }));
  }
  const line = parts.join(', ');
  return line.charAt(0).toUpperCase() + line.slice(1);
}
