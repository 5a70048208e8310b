import { TextLayer, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { detach } from '#shared/lib/detach.ts';
import { roomOfPage } from './page-scale.ts';

interface PdfPageProps {
  pdf: PDFDocumentProxy;
  /** From 1. */
  number: number;
  count: number;
  /** CSS pixels. */
  width: number;
  /** Of its height to its width, until it is known. */
  ratio: number;
}

type Drawn = { kind: 'drawing' } | { kind: 'drawn'; height: number } | { kind: 'failed' };

/** One page: painted on a canvas, with its words above it, invisible, to be selected and read aloud. */
export function PdfPage({ pdf, number, count, width, ratio }: PdfPageProps): ReactNode {
  const { t } = useTexts();
  const place = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<Drawn>({ kind: 'drawing' });
  useEffect(() => {
    let over = false;
    const stops: (() => void)[] = [];
    const draw = async (): Promise<void> => {
      const page = await pdf.getPage(number);
      const holder = place.current;
      if (over || holder === null) return;
      const { nodes, height, work, stop } = paint(page, width);
      stops.push(stop);
      setDrawn({ kind: 'drawn', height });
      holder.replaceChildren(...nodes);
      await work;
    };
    detach(draw(), () => {
      if (!over) setDrawn({ kind: 'failed' });
    });
    return () => {
      over = true;
      for (const stop of stops) stop();
    };
  }, [pdf, number, width]);
  const height = drawn.kind === 'drawn' ? drawn.height : Math.round(width * ratio);
  return (
    <section
      aria-label={t('viewer.page', { index: String(number), count: String(count) })}
      style={{ width, height }}
      className="relative mx-auto overflow-hidden bg-white shadow-pop"
    >
      <div ref={place} hidden={drawn.kind === 'failed'} />
      {drawn.kind === 'failed' && (
        <p className="flex size-full items-center justify-center bg-canvas text-sm text-ink-2">
          {t('viewer.pageBroken')}
        </p>
      )}
    </section>
  );
}

function paint(page: PDFPageProxy, width: number) {
  const { scale, density, ...size } = roomOfPage(
    page.getViewport({ scale: 1 }),
    width,
    window.devicePixelRatio,
  );
  const viewport = page.getViewport({ scale });
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.floor(size.width * density));
  canvas.height = Math.max(1, Math.floor(size.height * density));
  canvas.className = 'absolute left-0 top-0';
  canvas.style.width = `${size.width}px`;
  canvas.style.height = `${size.height}px`;
  canvas.setAttribute('aria-hidden', 'true');
  const words = document.createElement('div');
  words.className = 'pdf-words selectable';
  words.style.setProperty('--total-scale-factor', String(scale));
  const painting = page.render({ canvas, viewport, transform: [density, 0, 0, density, 0, 0] });
  const layer = new TextLayer({ textContentSource: page.streamTextContent(), container: words, viewport });
  return {
    nodes: [canvas, words],
    height: size.height,
    // What the words are is no reason not to show the page.
    work: Promise.all([painting.promise, layer.render().catch(() => undefined)]),
    stop: () => {
      painting.cancel();
      layer.cancel();
      page.cleanup();
      // Gives its memory back at once: Safari and phones count it.
      canvas.width = 0;
      canvas.height = 0;
    },
  };
}
