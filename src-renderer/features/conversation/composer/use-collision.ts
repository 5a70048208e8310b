import { useEffect, useRef, useState } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import { FADES_MS } from '../transcript/typists.ts';
import { barOf, follow, meant, mustAsk, NOT_WRITING, type Bar } from './collision.ts';
import type { DraftHandle } from './use-draft.ts';
import type { Words } from './words.ts';

const NO_ONE: readonly Id[] = [];

export interface Collision {
  bar: Bar;
  /** Sends, or asks first. */
  send: (words: Words) => void;
  /** What was asked is answered with yes. */
  sendAnyway: () => void;
  dismiss: () => void;
}

/** Before two answers go out: who else writes to the client, and what came while the person wrote. */
export function useCollision(dialog: Dialog, draft: DraftHandle, onSend: (words: Words) => void): Collision {
  const client = useClient();
  const me = client.session.operator.id;
  const typing = useLive(() => client.queries.typing(dialog.id), [client, dialog.id]);
  const silent = useJustAnswered(dialog);
  const answeringIds = (typing?.answeringIds ?? NO_ONE).filter((id) => id !== me && id !== silent);
  const [writing, setWriting] = useState(NOT_WRITING);
  /** What the question is about. */
  const [about, setAbout] = useState<Words | null>(null);
  // What is for colleagues only collides with nothing.
  const text = draft.hidden ? '' : draft.text;
  const now = follow(writing, { dialog, me, answeringIds, text });
  if (now !== writing) setWriting(now);
  const landedSeq = now.landed?.seq;
  const landedAt = useRef(-Infinity);
  useEffect(() => {
    landedAt.current = landedSeq === undefined ? -Infinity : Date.now();
  }, [landedSeq]);

  const go = (words: Words): void => {
    setWriting(NOT_WRITING);
    setAbout(null);
    onSend(words);
  };

  return {
    bar: draft.hidden ? { kind: 'none' } : barOf(now, answeringIds),
    send(words) {
      if (!words.hidden && mustAsk(now, { answeringIds, landedMs: Date.now() - landedAt.current })) {
        setWriting({ ...now, asked: true, asking: { text, operatorIds: answeringIds } });
        setAbout(words);
      } else go(meant(about, words));
    },
    sendAnyway() {
      if (about !== null) go(about);
    },
    dismiss: () => setWriting({ ...now, asking: null, dismissed: now.landed?.seq ?? 0 }),
  };
}

/** Who has just answered, or given the dialog away, was heard typing before that, and is silent until he is heard again. */
function useJustAnswered({ lastTurn }: Dialog): Id | null {
  const [last, setLast] = useState({ seq: lastTurn?.seq ?? 0, operatorId: null as Id | null });
  if (lastTurn !== null && lastTurn.seq !== last.seq)
    setLast({ seq: lastTurn.seq, operatorId: lastTurn.what === 'claimed' ? null : lastTurn.operatorId });
  const { seq, operatorId } = last;
  useEffect(() => {
    if (operatorId === null) return undefined;
    const timer = setTimeout(() => setLast({ seq, operatorId: null }), FADES_MS);
    return () => clearTimeout(timer);
  }, [seq, operatorId]);
  return operatorId;
}
