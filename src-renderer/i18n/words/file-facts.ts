import type { Attachment } from '#shared/domain/attachment.ts';
import type { Texts } from '../i18n.ts';

/** "PDF · 1.2 MB", "DOCX · 48 KB": what it is and how large. */
export function fileFacts({ kind, name, size, durationMs }: Attachment, { t, format }: Texts): string {
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= 6 ? name.slice(dot + 1).toUpperCase() : null;
  const what = kind === 'other' && ending !== null ? ending : t(`files.${kind}`);
  const length = durationMs === null ? [] : [clockTime(durationMs)];
  return [what, ...length, format.bytes(size)].join(' · ');
}

/** "0:07", "12:34" */
export function clockTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
