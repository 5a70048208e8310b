import { SendHorizontal } from 'lucide-react';
import { useId, useState, type ReactNode, type RefObject } from 'react';
import type { TalkView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { refusalText } from '#renderer/i18n/words/refusal.ts';
import { Button } from '#renderer/kit/button.tsx';
import { cn } from '#renderer/kit/cn.ts';
import type { Tray } from '#renderer/uploads/use-tray.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Author } from '#shared/domain/message.ts';
import { textLimitOf } from '#shared/domain/text-limit.ts';
import { ComposingBar } from '../composer/composing-bar.tsx';
import { EmojiButton } from '../composer/emoji-button.tsx';
import { FieldRow } from '../composer/field-row.tsx';
import { MessageField } from '../composer/message-field.tsx';
import { sizeWords, tooLongWords } from '../composer/size-words.ts';
import { sizeOf } from '../composer/size.ts';
import { composingKey, nothingSaid, subjectOf, type ComposingHandle } from '../composer/use-composing.ts';
import { useMentions } from '../composer/use-mentions.tsx';
import { useSuggestions } from '../composer/use-suggestions.tsx';
import type { Words } from '../composer/words.ts';
import { AttachButton } from '../files/attach-button.tsx';
import { trayTrouble } from '../files/limits.ts';
import { TrayView } from '../files/tray.tsx';
import { useRecorder } from '../files/use-recorder.ts';
import { VoiceButton } from '../files/voice.tsx';
import { kindOf, readersWords, talkName } from './talk-words.ts';

interface TalkComposerProps {
  view: TalkView;
  me: Id;
  composing: ComposingHandle;
  authorName: (author: Author) => string;
  nameOf: (operatorId: Id) => string;
  onEditLast: () => boolean;
  field: RefObject<HTMLTextAreaElement | null>;
  notSaved: boolean;
  offline: boolean;
  tray: Tray;
  onSend: (words: Words) => void;
  onTyping: () => void;
}

/**
 * Where colleagues are written to. It has no switch, no commands of dialogs and no prepared answers: nothing here leads to a client, and
 * nothing in it looks as if it did.
 */
export function TalkComposer(props: TalkComposerProps): ReactNode {
  const { view, me, composing, authorName, nameOf, onEditLast, field, notSaved, offline, tray } = props;
  const { onSend, onTyping } = props;
  const texts = useTexts();
  const { t } = texts;
  const hintId = useId();
  const { now, cancel, draft } = composing;
  const editing = now?.kind === 'edit';
  const blocked = view.refusal !== null && !editing;
  const size = sizeOf(draft.text, textLimitOf(null));
  const fileTrouble = editing ? null : trayTrouble(tray.uploads, null, texts);
  const empty = nothingSaid(composing, tray.uploads.length);
  const [caret, setCaret] = useState(0);
  const people = view.talk.place.kind === 'direct' ? view.talk.place.memberIds : [];
  const mentions = useMentions({ dialogId: view.talk.id, draft, hidden: true, caret, people, field });
  const suggestions = useSuggestions(blocked ? null : mentions.suggested);
  const sendable = !blocked && !empty && size.kind !== 'over' && fileTrouble === null;
  const recorder = useRecorder(tray.addVoice);
  const kind = kindOf(view, me);
  const name = talkName(view, me, t);
  const readers = readersWords(view, me, t);

  function send(): void {
    if (sendable) onSend({ text: draft.text, hidden: true, mentions: mentions.named(), form: null });
    field.current?.focus();
  }
  const trouble = notSaved
    ? t('composer.notSaved')
    : size.kind === 'over'
      ? tooLongWords(size, texts)
      : (fileTrouble ?? (recorder.state.kind === 'trouble' ? t(`voice.${recorder.state.why}`) : null));
  const hint = (): string => {
    if (view.refusal !== null) return `${refusalText(view.refusal, nameOf, t)}. ${t('team.readOnly')}`;
    if (offline) return t('composer.offline');
    return editing ? t('composer.keysEdit') : `${readers} ${t('team.keys')}`;
  };

  return (
    <form
      data-mode="team"
      className="relative shrink-0 border-t-2 border-team bg-team-soft pt-2 pb-2"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {now && (
        <ComposingBar team composing={now} authorName={authorName(subjectOf(now).author)} onCancel={cancel} />
      )}
      {suggestions.list}
      <TrayView tray={tray} channel={null} />
      <FieldRow>
        {!blocked && !editing && <AttachButton channel={null} field={field} onFiles={tray.add} />}
        {!blocked && <EmojiButton hidden draft={draft} field={field} />}
        <MessageField
          ref={field}
          draft={draft}
          hidden
          team={{
            label: t('team.field'),
            placeholder: t(`team.placeholder.${kind}`, { name }),
          }}
          blocked={blocked}
          over={size.kind === 'over'}
          described={hintId}
          suggestions={suggestions}
          onCaret={setCaret}
          onEnter={() => {
            send();
            return true;
          }}
          onFiles={editing ? null : tray.add}
          onKey={(event) => composingKey(event, composing, onEditLast)}
          onTyping={() => {
            recorder.forget();
            onTyping();
          }}
        />
        {!blocked && !editing && <VoiceButton recorder={recorder} field={field} />}
        <Button
          type="submit"
          look="team"
          size="lg"
          disabledReason={sendable ? null : ''}
          aria-describedby={hintId}
        >
          {t(editing ? 'composer.save' : `team.send.${kind}`)}
          <SendHorizontal size={16} aria-hidden="true" />
        </Button>
      </FieldRow>
      <div className="mx-auto mt-1 flex min-h-4 max-w-4xl items-center justify-between gap-4 px-4 text-xs text-ink-2">
        <p id={hintId} className={cn('min-w-0 truncate', trouble !== null && 'font-medium text-danger')}>
          {trouble ?? hint()}
        </p>
        {size.kind !== 'fine' && <span className="tnum shrink-0">{sizeWords(size, texts)}</span>}
      </div>
    </form>
  );
}
