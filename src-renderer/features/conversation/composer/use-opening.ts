import { useEffect, useState } from 'react';
import { useGiven } from '#renderer/commands/react.tsx';
import { isOpen, type Dialog } from '#shared/domain/dialog.ts';

/** A dialog that is still closed after so long will not be opened, and says why elsewhere; in milliseconds. */
const PATIENCE_MS = 2_000;

/**
 * Whether the finished dialog is just being opened again: what is typed until it is, is meant for it.
 * @param lead where one writes next
 */
export function useOpening(dialog: Dialog, waiting: boolean, lead: () => void): boolean {
  const [asked, setAsked] = useState(false);
  const open = isOpen(dialog);
  if (asked && open) setAsked(false);
  useGiven('dialog.reopen', () => {
    if (open || waiting) return;
    setAsked(true);
    lead();
  });
  useEffect(() => {
    if (!asked) return undefined;
    const timer = setTimeout(() => setAsked(false), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [asked]);
  return asked && !open;
}
