import { useMemo, useState } from 'react';
import type { JumpTarget } from '../features/conversation/transcript/use-jump.ts';
import type { OpenHow } from '../features/dialogs/lists.tsx';
import type { FoundPlace } from '../features/search/search-place.tsx';
import { leadKeyboardInto } from './areas.ts';
import { useViewState } from './view-state.ts';

interface Going {
  /** A message to go to. */
  readonly target: JumpTarget | null;
  readonly open: (dialogId: string, how?: OpenHow) => void;
  /** To write there. */
  readonly enter: (dialogId: string) => void;
  readonly openFromTable: (dialogId: string) => void;
  readonly openTalk: (talkId: string, how?: OpenHow) => void;
  /** The keyboard stays with the results: one looks through them. */
  readonly openFound: (place: FoundPlace) => void;
  readonly openFoundTalk: (talkId: string, seq: number) => void;
}

/** The ways to dialogs, to talks of the team, and to single messages in them. */
export function useGoing(): Going {
  const { openDialog, openTalk, openFromTable } = useViewState();
  const [target, setTarget] = useState<JumpTarget | null>(null);

  // The same functions for as long as the window stands: what is drawn with them is not drawn again by every step.
  const ways = useMemo(() => {
    function goTo(id: string, seq: number | null): void {
      setTarget((before) => (seq === null ? null : { dialogId: id, seq, time: (before?.time ?? 0) + 1 }));
    }
    function open(dialogId: string, how: OpenHow = 'look'): void {
      leadKeyboardInto(dialogId, how);
      openDialog(dialogId);
    }
    return {
      open,
      enter: (dialogId: string) => open(dialogId, 'enter'),
      openFromTable(dialogId: string): void {
        leadKeyboardInto(dialogId, 'enter');
        openFromTable(dialogId);
      },
      openTalk(talkId: string, how: OpenHow = 'look'): void {
        leadKeyboardInto(talkId, how);
        openTalk(talkId);
      },
      openFound({ dialogId, seq }: FoundPlace): void {
        openDialog(dialogId);
        goTo(dialogId, seq);
      },
      openFoundTalk(talkId: string, seq: number): void {
        openTalk(talkId);
        goTo(talkId, seq);
      },
    };
  }, [openDialog, openTalk, openFromTable]);
  return { target, ...ways };
}
