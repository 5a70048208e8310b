import { Check, Trash2 } from 'lucide-react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { NOWHERE, useCommand } from '#renderer/commands/react.tsx';
import { COMMANDS } from '#renderer/commands/spec.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { IconButton } from '#renderer/kit/button.tsx';
import { WithKeys } from '#renderer/kit/kbd.tsx';
import { ariaKeys } from '#renderer/kit/keys.ts';
import { clockTime } from '#renderer/i18n/words/file-facts.ts';
import type { Recorder } from './use-recorder.ts';

interface VoiceButtonProps {
  recorder: Recorder;
  /** Another dialog has been chosen: keys are meant for that one. */
  waiting?: boolean;
  /** Takes the keyboard when the recording is over. */
  field: RefObject<HTMLElement | null>;
}

/** Records a voice message into the tray: with the time and how loud it is, to be kept or thrown away. */
export function VoiceButton({ recorder, waiting = false, field }: VoiceButtonProps): ReactNode {
  const { t } = useTexts();
  const { state, start } = recorder;
  const busy = state.kind === 'recording' || state.kind === 'asking';
  useCommand('message.voice', start, waiting || busy ? NOWHERE : null);
  const ending = (end: () => void) => (): void => {
    end();
    field.current?.focus();
  };
  const cancel = ending(recorder.cancel);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.code !== 'Escape') return;
    event.stopPropagation();
    cancel();
  };
  if (state.kind === 'recording') {
    return (
      <div
        role="group"
        aria-label={t('voice.recording')}
        className="flex h-10 items-center gap-1 rounded-md border border-danger px-2"
      >
        <IconButton size="sm" label={t('voice.cancel')} onClick={cancel} onKeyDown={onKeyDown}>
          <Trash2 size={15} />
        </IconButton>
        <span aria-hidden="true" className="h-1.5 w-12 overflow-hidden rounded-full bg-line">
          <span style={{ width: `${Math.round(state.level * 100)}%` }} className="block h-full bg-danger" />
        </span>
        <time role="timer" className="tnum w-10 text-center text-sm">
          {clockTime(state.elapsedMs)}
        </time>
        <IconButton
          size="sm"
          label={t('voice.stop')}
          autoFocus
          onClick={ending(recorder.stop)}
          onKeyDown={onKeyDown}
        >
          <Check size={16} />
        </IconButton>
      </div>
    );
  }
  const {
    icon: Icon,
    keys: [keys],
  } = COMMANDS['message.voice'];
  return (
    <>
      <IconButton
        label={t('voice.record')}
        hint={<WithKeys text={t('voice.record')} combo={keys} />}
        aria-keyshortcuts={ariaKeys(keys)}
        aria-busy={state.kind === 'asking' || undefined}
        className="size-10"
        onClick={start}
      >
        <Icon size={18} className={state.kind === 'trouble' ? 'text-danger' : undefined} />
      </IconButton>
      {state.kind === 'trouble' && (
        <span role="alert" className="sr-only">
          {t(`voice.${state.why}`)}
        </span>
      )}
    </>
  );
}
