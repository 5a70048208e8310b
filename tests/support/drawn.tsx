import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { createTexts } from '#renderer/i18n/i18n.ts';
import { TextsProvider } from '#renderer/i18n/react.tsx';
import { TooltipProvider } from '#renderer/kit/tooltip.tsx';

/** What a component draws first, as markup. What happens to it afterwards is for a browser to show. */
export function drawn(element: ReactNode, language: 'ru' | 'en' = 'ru'): string {
  return renderToStaticMarkup(
    <TextsProvider texts={createTexts(language)}>
      <TooltipProvider>{element}</TooltipProvider>
    </TextsProvider>,
  );
}

/** The words of it, as a person reads them: without tags, one space between. */
export function wordsOf(markup: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };
  return markup
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(amp|lt|gt|quot|#x27);/g, (_, name: string) => entities[name] ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

export const drawnWords = (element: ReactNode, language: 'ru' | 'en' = 'ru'): string =>
  wordsOf(drawn(element, language));
