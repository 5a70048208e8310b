import { Upload } from 'lucide-react';
import { useEffect, useState, type DragEvent, type ReactNode, type RefObject } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';

interface DropZoneProps {
  /** Null: nothing can be sent here. */
  onFiles: ((files: readonly File[]) => void) | null;
  /** Takes the keyboard when something was dropped, as when it was chosen. */
  field: RefObject<HTMLElement | null>;
  children: ReactNode;
}

const hasFiles = (event: DragEvent | globalThis.DragEvent): boolean =>
  event.dataTransfer?.types.includes('Files') === true;

/** The whole conversation takes files that are dropped on it, and says so while they are above it. */
export function DropZone({ onFiles, field, children }: DropZoneProps): ReactNode {
  const { t } = useTexts();
  const [over, setOver] = useState(false);
  useEffect(() => {
    // A file that misses would be opened in the window's place.
    const refuse = (event: globalThis.DragEvent): void => {
      if (hasFiles(event)) event.preventDefault();
    };
    window.addEventListener('dragover', refuse);
    window.addEventListener('drop', refuse);
    return () => {
      window.removeEventListener('dragover', refuse);
      window.removeEventListener('drop', refuse);
    };
  }, []);
  return (
    <div
      className="relative h-full min-w-0"
      onDragEnter={(event) => {
        if (onFiles && hasFiles(event)) setOver(true);
      }}
      onDragOver={(event) => {
        if (!onFiles || !hasFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDragLeave={(event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        if (!onFiles || !hasFiles(event)) return;
        event.preventDefault();
        onFiles([...event.dataTransfer.files]);
        field.current?.focus();
      }}
    >
      {children}
      {over && (
        <div className="pointer-events-none absolute inset-0 z-30 p-3">
          <div className="flex h-full flex-col items-center justify-center gap-2 rounded-lg border-2 border-dashed border-accent bg-surface/95 text-ink">
            <Upload size={28} strokeWidth={1.5} aria-hidden="true" />
            <p className="text-lg font-semibold">{t('files.drop')}</p>
          </div>
        </div>
      )}
    </div>
  );
}
