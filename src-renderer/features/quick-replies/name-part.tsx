import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Notice } from '#renderer/kit/notice.tsx';
import { placeholder } from '#renderer/quick-replies/filling.ts';
import { nameIn, replaceName } from './form.ts';

interface NamePartProps {
  text: string;
  clientName: string;
  onChange: (text: string) => void;
}

/** Words that were said to one client name him; the next one is called otherwise. */
export function NamePart({ text, clientName, onChange }: NamePartProps): ReactNode {
  const { t, locale } = useTexts();
  const name = nameIn(text, clientName);
  if (name === null) return null;
  const variable = name === clientName.trim() ? 'client.name' : 'client.firstName';
  return (
    <Notice
      tone="info"
      className="rounded-md"
      actions={
        <Button size="sm" onClick={() => onChange(replaceName(text, name, placeholder(variable, locale)))}>
          {t('reply.nameReplace')}
        </Button>
      }
    >
      {t('reply.nameFound', { name })}
    </Notice>
  );
}
