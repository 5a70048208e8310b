import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useCommandStore, useOffers } from '#renderer/commands/react.tsx';
import { COMMANDS } from '#renderer/commands/spec.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import { matches } from '#renderer/kit/keys.ts';
import { TopWindow } from '#renderer/kit/top-window.tsx';
import { useReplyDesk } from '#renderer/quick-replies/desk.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { readings } from '#shared/lib/fuzzy.ts';
import { MAX_QUERY_LENGTH } from '#shared/lib/search-query.ts';
import { itemsAtRest, itemsFor, type PaletteGroup, type PaletteItem } from './items.ts';
import { PaletteOption } from './palette-option.tsx';
import { recentCommands, rememberCommand } from './recent-commands.ts';
import { useCalled, useOpenDialogs } from './use-dialogs.ts';
import { useFoundReplies } from './use-found-replies.ts';
import { useTalksCalled } from './use-talks.ts';

interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The dialog that commands of dialogs are about. */
  dialogId: Id | null;
  /** Dialogs that were open before, the newest first. */
  lately: readonly Id[];
  onOpenDialog: (dialogId: Id) => void;
  /** Goes to a talk of the team, to write there. */
  onOpenTalk: (talkId: Id) => void;
  /** Looks for the words in messages. */
  onSearch: (text: string) => void;
}

/** Every command and every client from the keyboard. What was chosen is done when the window is whole again. */
export function Palette(props: PaletteProps): ReactNode {
  const { open, onOpenChange, onOpenDialog, onOpenTalk, onSearch, ...rest } = props;
  const { t } = useTexts();
  const store = useCommandStore();
  const desk = useReplyDesk();
  const field = useRef<HTMLInputElement>(null);
  const chosen = useRef<PaletteItem | null>(null);

  function choose(item: PaletteItem): void {
    if (item.kind === 'command' && item.why !== null) return;
    chosen.current = item;
    if (item.kind === 'command') rememberCommand(item.id);
    onOpenChange(false);
  }

  /** The keyboard is back where it was, so a command that leads it elsewhere is not undone. */
  function carryOut(): void {
    const item = chosen.current;
    chosen.current = null;
    if (item?.kind === 'dialog') onOpenDialog(item.found.dialogId);
    if (item?.kind === 'talk') onOpenTalk(item.found.talkId);
    if (item?.kind === 'search') onSearch(item.text);
    if (item?.kind === 'reply') desk.field()?.insert(item.view.reply);
    if (item?.kind === 'command') store.run(item.id);
  }

  return (
    <TopWindow
      open={open}
      onOpenChange={onOpenChange}
      title={t('palette.title')}
      field={field}
      onGone={carryOut}
    >
      <Content ref={field} onChoose={choose} onClose={() => onOpenChange(false)} {...rest} />
    </TopWindow>
  );
}

interface ContentProps extends Pick<PaletteProps, 'dialogId' | 'lately'> {
  ref: React.RefObject<HTMLInputElement | null>;
  onChoose: (item: PaletteItem) => void;
  onClose: () => void;
}

const LIST_ID = 'palette-list';
const optionId = (key: string): string => `palette-${key.replaceAll(' ', '-')}`;

function Content({ ref, dialogId, lately, onChoose, onClose }: ContentProps): ReactNode {
  const { t } = useTexts();
  const [typed, setTyped] = useState('');
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const groups = useGroups(typed, dialogId, lately);
  const items = groups.flatMap((group) => group.items);
  const found = items.findIndex((item) => item.key === activeKey);
  const active = items[Math.max(0, found)];

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (matches(event.nativeEvent, COMMANDS['palette.open'].keys[0])) {
      event.preventDefault();
      onClose();
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && items.length > 0) {
      event.preventDefault();
      const next = items[(Math.max(0, found) + step + items.length) % items.length];
      if (next === undefined) return;
      setActiveKey(next.key);
      document.getElementById(optionId(next.key))?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && active !== undefined) {
      event.preventDefault();
      onChoose(active);
    }
  }

  return (
    <>
      <input
        ref={ref}
        type="text"
        role="combobox"
        aria-label={t('palette.label')}
        aria-expanded
        aria-controls={LIST_ID}
        aria-autocomplete="list"
        aria-activedescendant={active === undefined ? undefined : optionId(active.key)}
        autoComplete="off"
        spellCheck={false}
        maxLength={MAX_QUERY_LENGTH}
        placeholder={t('palette.placeholder')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setActiveKey(null);
        }}
        onKeyDown={onKeyDown}
        className="selectable h-12 shrink-0 border-b border-line bg-transparent px-4 text-md text-ink focus-visible:outline-none"
      />
      <div
        id={LIST_ID}
        role="listbox"
        aria-label={t('palette.results')}
        className="min-h-0 grow overflow-y-auto py-2"
      >
        {groups.map((group) => (
          <Group key={group.name} group={group} dialogId={dialogId}>
            {group.items.map((item) => (
              <PaletteOption
                key={item.key}
                id={optionId(item.key)}
                item={item}
                active={item === active}
                onPoint={() => setActiveKey(item.key)}
                onChoose={() => onChoose(item)}
              />
            ))}
          </Group>
        ))}
      </div>
      <p className="shrink-0 border-t border-line px-4 py-1.5 text-xs text-ink-3">{t('palette.keys')}</p>
      <p aria-live="polite" className="sr-only">
        {typed.trim() !== '' && t('palette.count', { count: items.length })}
      </p>
    </>
  );
}

function useGroups(typed: string, dialogId: Id | null, lately: readonly Id[]): PaletteGroup[] {
  const { locale } = useTexts();
  const offers = useOffers();
  const [recent] = useState(recentCommands);
  const read = useMemo(() => readings(typed), [typed]);
  const openDialogs = useOpenDialogs();
  const called = useCalled(typed, read, openDialogs);
  const replies = useFoundReplies(typed);
  const talks = useTalksCalled(typed, read);
  return useMemo(() => {
    if (typed.trim() !== '') return itemsFor(typed, read, locale, offers, recent, called, replies, talks);
    const byId = new Map(openDialogs.map((dialog) => [dialog.dialogId, dialog]));
    const former = lately.filter((id) => id !== dialogId).flatMap((id) => byId.get(id) ?? []);
    return itemsAtRest(offers, recent, former);
  }, [typed, read, locale, offers, recent, called, replies, talks, openDialogs, lately, dialogId]);
}

interface GroupProps {
  group: PaletteGroup;
  dialogId: Id | null;
  children: ReactNode;
}

function Group({ group, dialogId, children }: GroupProps): ReactNode {
  const { t } = useTexts();
  const heading = `palette-group-${group.name}`;
  return (
    <div role="group" aria-labelledby={heading} className="pb-1">
      <p
        id={heading}
        role="presentation"
        className="truncate px-4 pt-1.5 pb-1 text-xs font-semibold text-ink-3"
      >
        {group.name === 'dialog' && dialogId !== null ? (
          <DialogOf dialogId={dialogId} />
        ) : (
          t(`palette.group.${group.name}`)
        )}
      </p>
      {children}
    </div>
  );
}

/** Whose dialog it is that the commands below are about. */
function DialogOf({ dialogId }: { dialogId: Id }): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const view = useLive(() => client.queries.dialog(dialogId), [client, dialogId]);
  if (!view) return t('palette.group.dialog');
  return t('palette.group.dialogOf', { client: contactName(view.contact, t) });
}
