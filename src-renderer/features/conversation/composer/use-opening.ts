import { useEffect, useState } from 'react';
import { useGiven } from '#renderer/commands/react.tsx';
import { isOpen, type Dialog } from '#shared/domain/dialog.ts';

/** A dialog that is still closed so long after it was opened will not be, and why is said elsewhere; in milliseconds. */
const PATIENCE_MS = 1_000;

/**
 * Whether the finished dialog is just being opened again: what is typed until it is, is meant for it.
 * @param lead where one writes next
 */
export function useOpening(dialog: Dialog, waiting: boolean, lead: () => void): boolean {
  const [asked, setAsked] = useState<Promise<unknown> | null>(null);
  const open = isOpen(dialog);
  if (asked && open) setAsked(null);
  useGiven('dialog.reopen', (done) => {
    if (open || waiting) return;
    setAsked(done);
    lead();
  });
  useEffect(() => {
    if (!asked) return undefined;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const giveUp = (): void => {
      if (!gone) timer = setTimeout(() => setAsked(null), PATIENCE_MS);
    };
    asked.then(giveUp, giveUp);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [asked]);
  return asked !== null && !open;
}
