import { useState } from 'react';
import { useClient, useLive } from '../client/react.tsx';
import type { UploadView } from '../data/queries/views.ts';
import { useTexts } from '../i18n/react.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { pastedName, prepare } from './prepare.ts';

/** Files over the text field of one dialog. */
export interface Tray {
  uploads: readonly UploadView[];
  add: (files: readonly File[]) => void;
  addVoice: (recording: Blob, durationMs: number) => void;
  remove: (fileId: Id) => void;
  retry: (fileId: Id) => void;
  /** A file could not be kept on this computer, in the machine's words. */
  failure: string | null;
}

const NONE: readonly UploadView[] = [];

export function useTray(dialogId: Id): Tray {
  const { t } = useTexts();
  const { queries, actions } = useClient();
  const all = useLive(() => queries.uploads(dialogId), [queries, dialogId]) ?? NONE;
  const [failure, setFailure] = useState<string | null>(null);

  const attempt = (work: Promise<unknown>): void => {
    setFailure(null);
    work.catch((error: unknown) => setFailure(error instanceof Error ? error.message : String(error)));
  };
  /** One after the other: they stand in the order in which they were chosen. */
  const addAll = async (files: readonly File[]): Promise<void> => {
    for (const file of files) {
      const name = pastedName(file.name, t('files.screenshot'), new Date());
      await actions.attach(dialogId, await prepare(file, name));
    }
  };
  return {
    uploads: all.filter(({ messageId }) => messageId === null),
    add: (files) => attempt(addAll(files)),
    addVoice: (recording, durationMs) =>
      attempt(
        prepare(recording, `${t('files.voice')}.webm`, durationMs).then((chosen) =>
          actions.attach(dialogId, chosen),
        ),
      ),
    remove: (fileId) => attempt(actions.detach(fileId)),
    retry: (fileId) => attempt(actions.retryUpload(fileId)),
    failure,
  };
}
