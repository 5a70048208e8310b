import { SendHorizontal } from 'lucide-react';
import { useId, useState, type ReactNode, type RefObject } from 'react';
import type { Texts } from '#renderer/i18n/i18n.ts';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { cn } from '#renderer/kit/cn.ts';
import type { ChannelKind } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Author, Visibility } from '#shared/domain/message.ts';
import { textLimitOf, type TextLimit } from '#shared/domain/text-limit.ts';
import { trayTrouble } from '../files/limits.ts';
import { TrayView } from '../files/tray.tsx';
import { useRecorder, type Recorder } from '../files/use-recorder.ts';
import type { Tray } from '#renderer/uploads/use-tray.ts';
import { VoiceButton } from '../files/voice.tsx';
import type { DraftHandle } from './use-draft.ts';
import { ComposerHint, type ComposerState } from './composer-hint.tsx';
import { composerMode } from './composer-mode.ts';
import { ComposingBar } from './composing-bar.tsx';
import {
  composingKey,
  modeFor,
  nothingSaid,
  sendLabel,
  subjectOf,
  type ComposingHandle,
} from './use-composing.ts';
import { ComposerTop } from './composer-top.tsx';
import { FieldRow } from './field-row.tsx';
import { keepingMode } from './keeping-mode.ts';
import { MessageField } from './message-field.tsx';
import { LeftoverBar } from './replies/leftover-bar.tsx';
import { useCarefulSend } from './replies/use-careful-send.tsx';
import { useQuickReplies } from './replies/use-quick-replies.tsx';
import { useMentions } from './use-mentions.tsx';
import { useSlashCommands } from './use-slash-commands.tsx';
import { useSuggestions } from './use-suggestions.tsx';
import type { Words } from './words.ts';
import { sizeOf } from './size.ts';

interface ComposerProps {
  view: DialogView;
  draft: DraftHandle;
  composing: ComposingHandle;
  authorName: (author: Author) => string;
  /** Takes the newest message of one's own into the field; false when there is none. */
  onEditLast: () => boolean;
  state: ComposerState;
  field: RefObject<HTMLTextAreaElement | null>;
  /** The last attempt could not even be stored. */
  notSaved: boolean;
  offline: boolean;
  /** Another dialog has been chosen and takes this one's place. */
  waiting: boolean;
  /** The longest text that the dialog's channel carries. */
  limit: TextLimit;
  channel: ChannelKind | null;
  tray: Tray;
  /** Goes on in the client's newer dialog, with what is written here. */
  onContinue: (dialogId: Id) => void;
  /** Who takes part in the talk. */
  people: readonly Id[];
  onSend: (words: Words) => void;
  onTyping: (visibility: Visibility) => void;
}

/** Where answers are written: to the client, or to colleagues only. */
export function Composer(props: ComposerProps): ReactNode {
  const { view, draft, composing, authorName, onEditLast, state, field, notSaved } = props;
  const { offline, waiting, limit, people, channel, tray, onContinue, onSend, onTyping } = props;
  const texts = useTexts();
  const { t } = texts;
  const hintId = useId();
  const { now, cancel } = composing;
  const mode = modeFor(now, composerMode(state, draft));
  const { hidden, blocked } = mode;
  const editing = now?.kind === 'edit';
  // What stays among colleagues goes through no channel.
  const size = sizeOf(draft.text, hidden ? textLimitOf(null) : limit);
  const takes = hidden ? null : channel;
  // What is only changed takes no files along.
  const fileTrouble = editing ? null : trayTrouble(tray.uploads, takes, texts);
  const empty = nothingSaid(composing, tray.uploads.length);
  const [caret, setCaret] = useState(0);
  const attach = keepingMode(draft, hidden);
  const recorder = useRecorder(attach(tray.addVoice));
  const mentions = useMentions({ dialogId: view.dialog.id, draft, hidden, caret, people, field });
  const replies = useQuickReplies({
    view,
    draft,
    caret,
    field,
    hidden,
    blocked: blocked || waiting,
    commands: useSlashCommands(draft),
    takesFiles: !editing,
  });
  const suggestions = useSuggestions(blocked ? null : (replies.suggested ?? mentions.suggested));
  const sendable = mode.allowed && !empty && size.kind !== 'over' && fileTrouble === null;

  const { send, fillIn, question } = useCarefulSend({
    left: replies.left,
    field,
    sendable,
    onSend() {
      // Where one may only whisper nobody chose to: what may be said next is the client's again.
      if (now === null && mode.choice === 'fixed') draft.set({ hidden: false });
      onSend({ text: draft.text, hidden, mentions: mentions.named(), form: null });
    },
  });
  /** @returns whether that was meant: Ctrl+Enter is Answer while the dialog is free; in one's own it sends, as many are used to */
  function onEnter(withCtrl: boolean): boolean {
    if (withCtrl && state.kind !== 'own') return false;
    send();
    return true;
  }

  return (
    <form
      data-mode={hidden ? 'hidden' : 'public'}
      className={cn(
        'relative shrink-0 border-t pt-2 pb-2',
        hidden ? 'border-t-2 border-dashed border-warn bg-bubble-hidden' : 'border-line bg-surface',
      )}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {now && (
        <ComposingBar composing={now} authorName={authorName(subjectOf(now).author)} onCancel={cancel} />
      )}
      <ComposerTop
        {...{ view, mode, waiting, draft, field, replies }}
        channel={takes}
        onFiles={editing ? null : attach(tray.add)}
        onForm={hidden || editing || waiting ? null : onSend}
      />
      {suggestions.list}
      <LeftoverBar left={replies.left} onGo={fillIn} />
      <TrayView tray={tray} channel={takes} />
      <FieldRow>
        <MessageField
          ref={field}
          draft={draft}
          hidden={hidden}
          blocked={blocked}
          over={size.kind === 'over'}
          described={hintId}
          suggestions={suggestions}
          onCaret={setCaret}
          onEnter={onEnter}
          onFiles={editing ? null : attach(tray.add)}
          onKey={(event) => composingKey(event, composing, onEditLast)}
          onTyping={forgetting(recorder, onTyping)}
        />
        {!blocked && !editing && <VoiceButton {...{ recorder, waiting, field }} />}
        <Continue state={state} empty={empty} onContinue={onContinue} />
        <Button
          type="submit"
          className="ml-auto"
          look={hidden ? 'hidden' : 'primary'}
          size="lg"
          disabledReason={sendable ? null : ''}
          aria-describedby={hintId}
        >
          {t(sendLabel(now, hidden))}
          <SendHorizontal size={16} aria-hidden="true" />
        </Button>
      </FieldRow>
      <ComposerHint
        id={hintId}
        state={state}
        {...{ hidden, editing, size }}
        notSaved={notSaved}
        fileTrouble={fileTrouble ?? voiceTrouble(recorder, texts)}
        offline={offline}
      />
      {question}
    </form>
  );
}

/** Who goes on writing has read what was wrong with the microphone. */
function forgetting<Args extends unknown[]>({ forget }: Recorder, then: (...args: Args) => void) {
  return (...args: Args): void => {
    forget();
    then(...args);
  };
}

function voiceTrouble({ state }: Recorder, { t }: Texts): string | null {
  return state.kind === 'trouble' ? t(`voice.${state.why}`) : null;
}

/** In a finished dialog whose client went on in another one. */
function Continue({
  state,
  empty,
  onContinue,
}: Pick<ComposerProps, 'state' | 'onContinue'> & { empty: boolean }): ReactNode {
  const { t } = useTexts();
  if (state.kind !== 'continued') return null;
  return (
    <Button look="primary" size="lg" onClick={() => onContinue(state.dialogId)}>
      {t(empty ? 'composer.openNewer' : 'composer.continueThere')}
    </Button>
  );
}
