import { useVirtualizer } from '@tanstack/react-virtual';
import { ZoomIn, ZoomOut } from 'lucide-react';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { IconButton } from '#renderer/kit/button.tsx';
import type { Attachment } from '#shared/domain/attachment.ts';
import { detach } from '#shared/lib/detach.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { NothingToShow } from '../nothing-to-show.tsx';
import { useKeyboardHere } from '../use-keyboard-here.ts';
import { Password } from './password.tsx';
import './pdf.css';
import { PdfPage } from './pdf-page.tsx';
import { usePdf } from './use-pdf.ts';
import { usePlaceKept } from './use-place-kept.ts';

/** A file may claim to have any number of pages. */
const MOST_PAGES = 5_000;
const GAP = 16;
const A4 = Math.SQRT2;
const WIDEST = 900;
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

/** A PDF, page by page; those that are not in sight are not drawn. */
export function PdfPages({ file }: { file: Attachment }): ReactNode {
  const { t } = useTexts();
  const state = usePdf(file.id);
  switch (state.kind) {
    case 'loading':
      return <NothingToShow file={file} waiting />;
    case 'failed':
      return (
        <NothingToShow file={file} why={t(state.why === 'broken' ? 'viewer.broken' : 'files.unavailable')} />
      );
    case 'locked':
      return (
        <NothingToShow file={file} why={t('viewer.locked')}>
          <Password wrong={state.wrong} onPassword={state.unlock} />
        </NothingToShow>
      );
    case 'open':
      return <Pages pdf={state.pdf} name={file.name} />;
    default:
      return exhaustive(state, 'state of a PDF');
  }
}

function Pages({ pdf, name }: { pdf: PDFDocumentProxy; name: string }): ReactNode {
  const { t } = useTexts();
  const scroller = useRef<HTMLDivElement>(null);
  useKeyboardHere(scroller);
  const [zoom, setZoom] = useState(2);
  const fit = useWidth(scroller);
  const ratio = useRatio(pdf);
  const width = Math.round(fit * (ZOOMS[zoom] ?? 1));
  const count = Math.min(pdf.numPages, MOST_PAGES);
  // oxlint-disable-next-line react/incompatible-library -- its functions are called here only
  const virtual = useVirtualizer({
    count: width > 0 && ratio !== null ? count : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => Math.round(width * (ratio ?? A4)) + GAP,
    overscan: 1,
  });
  const shown = virtual.getVirtualItems();
  const middle = (virtual.scrollOffset ?? 0) + (scroller.current?.clientHeight ?? 0) / 2;
  const current = shown.find(({ end }) => end > middle) ?? shown.at(-1);
  usePlaceKept(virtual, current, `${width} ${ratio}`);
  const step = (by: 1 | -1): void => setZoom((now) => Math.min(ZOOMS.length - 1, Math.max(0, now + by)));
  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pages: Record<string, number> = { Home: 0, End: count - 1 };
    const to = pages[event.key];
    if (to !== undefined) virtual.scrollToIndex(to, { align: 'start' });
    else if (event.key === '+' || event.key === '=') step(1);
    else if (event.key === '-') step(-1);
    else return;
    event.preventDefault();
  }
  return (
    <div role="presentation" onKeyDown={onKeyDown} className="relative flex min-w-0 grow flex-col">
      <section
        ref={scroller}
        aria-label={name}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys
        tabIndex={0}
        data-scrolls
        className="min-h-0 min-w-0 grow overflow-auto py-4 outline-offset-[-2px]"
      >
        <div style={{ height: virtual.getTotalSize(), minWidth: width }} className="relative mx-auto w-full">
          {shown.map(({ index, start, key }) => (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              style={{ transform: `translateY(${start}px)`, paddingBottom: GAP }}
              className="absolute top-0 left-0 w-full"
            >
              <PdfPage pdf={pdf} number={index + 1} count={count} width={width} ratio={ratio ?? A4} />
            </div>
          ))}
        </div>
        {pdf.numPages > count && <p className="p-2 text-center text-sm text-ink-3">{t('viewer.cut')}</p>}
      </section>
      <div className="absolute bottom-3 left-1/2 flex -translate-x-1/2 items-center gap-1 rounded-md border border-line bg-raised p-1 text-sm text-ink-2 shadow-pop">
        <IconButton label={t('viewer.zoomOut')} onClick={() => step(-1)}>
          <ZoomOut size={17} />
        </IconButton>
        <span role="status" className="tnum min-w-24 text-center">
          {t('viewer.page', { index: String((current?.index ?? 0) + 1), count: String(count) })}
        </span>
        <IconButton label={t('viewer.zoomIn')} onClick={() => step(1)}>
          <ZoomIn size={17} />
        </IconButton>
      </div>
    </div>
  );
}

/** Room for a page that fits. */
function useWidth(scroller: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(Math.min(WIDEST, element.clientWidth - 2 * GAP)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  return width;
}

/** Height to width of the first page: most pages are like it. Null until it is known. */
function useRatio(pdf: PDFDocumentProxy): number | null {
  const [ratio, setRatio] = useState<number | null>(null);
  useEffect(() => {
    let over = false;
    const set = (next: number): void => {
      if (!over) setRatio(next);
    };
    const look = async (): Promise<void> => {
      const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
      set(Math.min(20, Math.max(0.05, height / width)) || A4);
    };
    detach(look(), () => set(A4));
    return () => {
      over = true;
    };
  }, [pdf]);
  return ratio;
}
