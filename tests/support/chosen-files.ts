import type { ChosenFile } from '#renderer/data/outbox/uploads.ts';
import type { Attachment } from '#shared/domain/attachment.ts';
import { fakeId } from './fake-hub/model.ts';

/** The n-th file as it is chosen. */
export const file = (n: number, patch: Partial<Attachment> = {}): Attachment => ({
  id: fakeId(7, n),
  name: `file ${n}`,
  size: 3,
  mime: 'text/plain',
  kind: 'text',
  width: null,
  height: null,
  durationMs: null,
  preview: 'none',
  ...patch,
});
export const chosen = (n: number): ChosenFile => ({
  file: file(n),
  purpose: 'file',
  blob: new Blob(['abc']),
  preview: null,
});
