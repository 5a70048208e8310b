import {
  getDocument,
  PasswordResponses,
  PDFWorker,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
} from 'pdfjs-dist';
import { useEffect, useState } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { detach } from '#shared/lib/detach.ts';
import { BundledData } from './bundled-data.ts';

/** Pictures inside a PDF that are larger are left out. */
const MOST_IMAGE_PIXELS = 50_000_000;

export type Pdf =
  | { kind: 'loading' }
  | { kind: 'failed'; why: 'unavailable' | 'broken' }
  /** Somebody has put a password on it. */
  | { kind: 'locked'; wrong: boolean; unlock: (password: string) => void }
  | { kind: 'open'; pdf: PDFDocumentProxy };

/**
 * A file as a PDF, opened in a worker of its own that ends with the viewer: one that makes it run for ever is over when it is closed.
 * Nothing in it is carried out: no scripts, no forms, no links, and nothing is fetched that it names.
 */
export function usePdf(fileId: Id): Pdf {
  const { files } = useClient();
  const [state, setState] = useState<Pdf>({ kind: 'loading' });
  useEffect(() => {
    let over = false;
    const opened: { close: () => void }[] = [];
    const say = (next: Pdf): void => {
      if (!over) setState(next);
    };
    const open = async (): Promise<void> => {
      const bytes = await bytesOf(() => files.content(fileId));
      if (over) return;
      if (bytes === null) return say({ kind: 'failed', why: 'unavailable' });
      const reading = read(bytes, say);
      opened.push(reading);
      say({ kind: 'open', pdf: await reading.task.promise });
    };
    detach(open(), () => say({ kind: 'failed', why: 'broken' }));
    return () => {
      over = true;
      for (const { close } of opened) close();
    };
  }, [files, fileId]);
  return state;
}

async function bytesOf(content: () => Promise<Blob>): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await (await content()).arrayBuffer());
  } catch {
    return null;
  }
}

function read(
  data: Uint8Array,
  say: (state: Pdf) => void,
): { task: PDFDocumentLoadingTask; close: () => void } {
  const port = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
    type: 'module',
    name: 'otklik-pdf',
  });
  // It could not even be started: PDF.js would wait for its answer for ever.
  port.addEventListener('error', () => say({ kind: 'failed', why: 'broken' }));
  const task = getDocument({
    data,
    worker: PDFWorker.create({ port }),
    BinaryDataFactory: BundledData,
    useWorkerFetch: false,
    maxImageSize: MOST_IMAGE_PIXELS,
    enableXfa: false,
    disableAutoFetch: true,
    verbosity: 0,
  });
  task.onPassword = (unlock: (password: string) => void, reason: number) => {
    const wrong = reason === PasswordResponses.INCORRECT_PASSWORD;
    const again = (password: string): void => {
      say({ kind: 'loading' });
      unlock(password);
    };
    say({ kind: 'locked', wrong, unlock: again });
  };
  const close = (): void => {
    detach(
      // A worker that is busy for ever does not answer; it ends all the same.
      Promise.race([task.destroy(), new Promise((resolve) => setTimeout(resolve, 500))]).finally(() =>
        port.terminate(),
      ),
      () => undefined,
    );
  };
  return { task, close };
}
