import type { Put } from './placing.ts';

/**
 * Writes into a text field as if it had been typed, so that the browser's own undo takes it back. The browser tells it as typing, too;
 * whoever keeps the text hears of it there.
 */
export function writeInto(field: HTMLTextAreaElement, { from, to, text }: Put): void {
  field.focus();
  field.setSelectionRange(from, to);
  // There is no other way to write that undo knows of.
  if (document.execCommand('insertText', false, text)) return;
  field.setRangeText(text, from, to, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }));
}

/** Selects a piece of the text and brings it into view. */
export function selectIn(field: HTMLTextAreaElement, from: number, to: number): void {
  // Browsers scroll to the caret when a field gets the keyboard, not when something is selected in it.
  field.blur();
  field.setSelectionRange(from, to);
  field.focus();
}
