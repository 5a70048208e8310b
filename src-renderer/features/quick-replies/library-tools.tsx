import { Download, Upload } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ReplyView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Menu, MenuItem } from '#renderer/kit/menu.tsx';
import { repliesAsCsv, repliesAsJson, type LineNames } from '#shared/domain/reply-export.ts';
import { saveText } from './save-text.ts';

interface LibraryToolsProps {
  /** What is shown: that is what goes out. */
  views: readonly ReplyView[];
  lines: LineNames;
  onImport: () => void;
}

/** Replies as a file, both ways. */
export function LibraryTools({ views, lines, onImport }: LibraryToolsProps): ReactNode {
  const { t, locale } = useTexts();
  const replies = views.map(({ reply }) => reply);
  const save = (ending: string, text: string): void =>
    saveText(`${t('reply.fileName')} ${new Date().toISOString().slice(0, 10)}.${ending}`, text);
  return (
    <div className="flex shrink-0 gap-1 border-t border-line p-2">
      <Button size="sm" look="quiet" onClick={onImport}>
        <Upload size={14} aria-hidden="true" />
        {t('reply.import')}
      </Button>
      <Menu
        side="top"
        trigger={
          <button
            type="button"
            className="inline-flex h-6 items-center gap-1.5 rounded-md px-2 text-xs font-medium text-ink-2 hover:bg-hover hover:text-ink"
          >
            <Download size={14} aria-hidden="true" />
            {t('reply.export')}
          </button>
        }
      >
        <p className="px-2 pt-1.5 pb-1 text-xs text-ink-3">
          {t('reply.exportHint', { count: replies.length })}
        </p>
        <MenuItem onSelect={() => save('csv', repliesAsCsv(replies, lines, locale))}>
          {t('reply.exportCsv')}
        </MenuItem>
        <MenuItem onSelect={() => save('json', repliesAsJson(replies, lines))}>
          {t('reply.exportJson')}
        </MenuItem>
      </Menu>
    </div>
  );
}
