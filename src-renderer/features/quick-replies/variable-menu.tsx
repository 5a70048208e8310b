import { Braces } from 'lucide-react';
import { useRef, type ReactNode, type RefObject } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Menu, MenuItem } from '#renderer/kit/menu.tsx';
import { placeholder } from '#renderer/quick-replies/filling.ts';
import { writeInto } from '#renderer/quick-replies/write-into.ts';
import { REPLY_VARIABLES, type ReplyVariable } from '#shared/domain/reply-variables.ts';

/** Puts a variable where the caret stands in the text. */
export function VariableMenu({ field }: { field: RefObject<HTMLTextAreaElement | null> }): ReactNode {
  const { t, locale } = useTexts();
  const chosen = useRef<ReplyVariable | null>(null);

  /** The text still knows where its caret was. */
  function write(): boolean {
    const [element, variable] = [field.current, chosen.current];
    chosen.current = null;
    if (element === null || variable === null) return false;
    const { selectionStart: from, selectionEnd: to } = element;
    writeInto(element, { from, to, text: placeholder(variable, locale), at: 0 });
    return true;
  }

  return (
    <Menu
      align="end"
      onGone={write}
      trigger={
        <button
          type="button"
          className="flex h-6 items-center gap-1 rounded-sm px-1.5 text-xs font-medium text-accent-text hover:bg-hover"
        >
          <Braces size={13} aria-hidden="true" />
          {t('reply.insertVariable')}
        </button>
      }
    >
      {REPLY_VARIABLES.map((variable) => (
        <MenuItem
          key={variable}
          trailing={<code className="text-xs text-ink-3">{placeholder(variable, locale)}</code>}
          onSelect={() => {
            chosen.current = variable;
          }}
        >
          {t(`reply.variable.${variable}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}
