/** Shortcuts by the place of the key (`event.code`), so that a Cyrillic layout changes nothing. */

export interface Combo {
  /** `KeyboardEvent.code`, e.g. `KeyM`, `Enter`, `F6`, `Digit1`. */
  code: string;
  /** Ctrl, on a Mac Cmd. */
  mod?: boolean;
  /** Ctrl itself, on a Mac too: where Cmd with the same keys is the system's. */
  ctrl?: boolean;
  alt?: boolean;
  shift?: boolean;
}

export type KeyLike = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

export const isMac = (): boolean =>
  typeof navigator !== 'undefined' &&
  /mac|iphone|ipad/i.test(navigator.userAgent) &&
  !/linux/i.test(navigator.userAgent);

/** Exact match: one modifier too many is another shortcut. */
export function matches(event: KeyLike, combo: Combo, mac: boolean = isMac()): boolean {
  const { mod = false, ctrl = false } = combo;
  return (
    sameKey(event.code, combo.code) &&
    event.ctrlKey === (mac ? ctrl : ctrl || mod) &&
    event.metaKey === (mac && mod) &&
    event.altKey === (combo.alt ?? false) &&
    event.shiftKey === (combo.shift ?? false)
  );
}

/** The keypad's Enter and digits count as the main ones. */
function sameKey(pressed: string, wanted: string): boolean {
  return (
    pressed === wanted ||
    pressed === wanted.replace('Digit', 'Numpad') ||
    (wanted === 'Enter' && pressed === 'NumpadEnter')
  );
}

const NAMES: Record<string, string> = {
  Enter: 'Enter',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Slash: '/',
  Comma: ',',
};

/** Keys as they are printed: `['Ctrl', 'Enter']`, on a Mac `['⌘', '↩']`. */
export function comboLabel(combo: Combo, mac: boolean = isMac()): string[] {
  const keys: string[] = [];
  if (combo.mod) keys.push(mac ? '⌘' : 'Ctrl');
  if (combo.ctrl) keys.push(mac ? '⌃' : 'Ctrl');
  if (combo.alt) keys.push(mac ? '⌥' : 'Alt');
  if (combo.shift) keys.push(mac ? '⇧' : 'Shift');
  const name = combo.code.replace(/^(Key|Digit)/, '');
  keys.push(mac && combo.code === 'Enter' ? '↩' : (NAMES[combo.code] ?? name));
  return keys;
}

/** For `aria-keyshortcuts`: the notation of the ARIA specification. */
export function ariaKeys(combo: Combo, mac: boolean = isMac()): string {
  const ctrl = combo.ctrl && 'Control';
  const parts = [combo.mod && (mac ? 'Meta' : 'Control'), ctrl, combo.alt && 'Alt', combo.shift && 'Shift'];
  return [...parts.filter(Boolean), combo.code.replace(/^(Key|Digit)/, '')].join('+');
}
