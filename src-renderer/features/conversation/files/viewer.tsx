import { ChevronLeft, ChevronRight, Download, FolderDown, X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { IconButton } from '#renderer/kit/button.tsx';
import type { TranscriptItem } from '#renderer/data/queries/views.ts';
import type { Attachment } from '#shared/domain/attachment.ts';
import type { Id } from '#shared/domain/ids.ts';
import { fileFacts } from '#renderer/i18n/words/file-facts.ts';
import { saveAll, saveFile } from '#renderer/client/save-file.ts';
import { ViewerItem } from './viewer-item.tsx';

/** Messages back from the newest whose files can be gone through. */
const SEEN_MESSAGES = 400;

interface ViewedFile {
  fileId: Id;
  onMove: (fileId: Id) => void;
  onClose: () => void;
}

interface ViewerProps extends ViewedFile {
  /** Of a dialog; of a talk when it is among colleagues. */
  dialogId: Id;
  team?: boolean;
}

/** The files of a conversation over the whole window. */
export function Viewer({ dialogId, team = false, ...viewed }: ViewerProps): ReactNode {
  const { queries } = useClient();
  const transcript = useLive(
    () =>
      team ? queries.talkTranscript(dialogId, SEEN_MESSAGES) : queries.transcript(dialogId, SEEN_MESSAGES),
    [queries, dialogId, team],
  );
  return <FilesViewer groups={fileGroups(transcript?.items ?? [])} {...viewed} />;
}

/** What was sent together, message by message. */
export function fileGroups(items: readonly TranscriptItem[]): readonly (readonly Attachment[])[] {
  return items.flatMap(({ message: { body } }) => (body.kind === 'text' ? [body.attachments] : []));
}

interface FilesViewerProps extends ViewedFile {
  groups: readonly (readonly Attachment[])[];
}

/** Files over the whole window, one at a time: arrows go on, Escape goes back. */
export function FilesViewer({ groups, fileId, onMove, onClose }: FilesViewerProps): ReactNode {
  const texts = useTexts();
  const { t } = texts;
  const { files } = useClient();
  const [failed, setFailed] = useState(false);
  const before = useRef(document.activeElement);
  const all = groups.flat();
  const index = all.findIndex((one) => one.id === fileId);
  const file = all[index];
  const go = (step: number): void => {
    const next = all[index + step];
    if (!next) return;
    setFailed(false);
    onMove(next.id);
  };
  const save = (what: Promise<void>): void => {
    setFailed(false);
    what.catch(() => setFailed(true));
  };
  function onKeyDown(event: KeyboardEvent): void {
    // Inside of a player they move in its time.
    if (event.target instanceof HTMLMediaElement) return;
    // What is longer than the window is scrolled by the others.
    const scrolls = event.target instanceof Element && event.target.closest('[data-scrolls]') !== null;
    if (event.code === 'ArrowRight' || (event.code === 'ArrowDown' && !scrolls)) go(1);
    else if (event.code === 'ArrowLeft' || (event.code === 'ArrowUp' && !scrolls)) go(-1);
    else return;
    event.preventDefault();
  }
  if (!file) return null;
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Content
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (before.current instanceof HTMLElement) before.current.focus();
          }}
          className="fixed inset-0 z-50 flex flex-col bg-canvas text-ink outline-none"
        >
          <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-surface px-3">
            <Radix.Title className="min-w-0 grow truncate text-md font-semibold">
              <bdi>{file.name}</bdi>
              <span className="ml-3 text-sm font-normal text-ink-3">{fileFacts(file, texts)}</span>
            </Radix.Title>
            {failed && (
              <p role="alert" className="text-sm font-medium text-danger">
                {t('files.unavailable')}
              </p>
            )}
            <span className="tnum shrink-0 text-sm text-ink-3">
              {t('viewer.position', { index: String(index + 1), count: String(all.length) })}
            </span>
            <IconButton
              label={t('files.save', { name: file.name })}
              onClick={() => save(saveFile(files, file))}
            >
              <Download size={17} />
            </IconButton>
            <SaveAll group={groupOf(file)} onSave={(group) => save(saveAll(files, group))} />
            <Radix.Close asChild>
              <IconButton label={t('viewer.close')}>
                <X size={18} />
              </IconButton>
            </Radix.Close>
          </header>
          <div className="flex min-h-0 grow items-stretch">
            <Step label={t('viewer.previous')} onStep={index > 0 ? () => go(-1) : null}>
              <ChevronLeft size={22} />
            </Step>
            <ViewerItem key={file.id} file={file} />
            <Step label={t('viewer.next')} onStep={index < all.length - 1 ? () => go(1) : null}>
              <ChevronRight size={22} />
            </Step>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );

  /** Everything that came with the file in its message. */
  function groupOf(one: Attachment): readonly Attachment[] {
    return groups.find((group) => group.some(({ id }) => id === one.id)) ?? [one];
  }
}

interface SaveAllProps {
  group: readonly Attachment[];
  onSave: (group: readonly Attachment[]) => void;
}

function SaveAll({ group, onSave }: SaveAllProps): ReactNode {
  const { t } = useTexts();
  if (group.length < 2) return null;
  return (
    <IconButton label={t('files.saveAll', { count: group.length })} onClick={() => onSave(group)}>
      <FolderDown size={17} />
    </IconButton>
  );
}

interface StepProps {
  label: string;
  onStep: (() => void) | null;
  children: ReactNode;
}

function Step({ label, onStep, children }: StepProps): ReactNode {
  return (
    <div className="flex w-14 shrink-0 items-center justify-center">
      {onStep && (
        <IconButton label={label} onClick={onStep}>
          {children}
        </IconButton>
      )}
    </div>
  );
}
