import { createContext, useContext, type ReactNode } from 'react';
import type { Texts } from './i18n.ts';

const TextsContext = createContext<Texts | null>(null);

export function TextsProvider({ texts, children }: { texts: Texts; children: ReactNode }): ReactNode {
  return <TextsContext value={texts}>{children}</TextsContext>;
}

/** The person's language: `const { t, format } = useTexts()`. */
export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (texts === null) throw new Error('useTexts outside of TextsProvider');
  return texts;
}
