/** Where a suite's words go. */
export interface Output {
  write(text: string): void;
  /** From now on words go straight to the terminal. */
  release(): void;
  /** Takes the suite's own output; without it the suite writes to the terminal itself. */
  readonly receive?: (text: string) => void;
  readonly env?: NodeJS.ProcessEnv;
}

const toTerminal = (text: string): void => void process.stdout.write(text);

export const straightOutput = (): Output => ({ write: toTerminal, release: () => undefined });

/** Keeps the words of a suite that runs beside another one until that one has had its say. */
export function heldOutput(): Output {
  const held: string[] = [];
  let isHeld = true;
  const write = (text: string): void => {
    if (isHeld) held.push(text);
    else toTerminal(text);
  };
  return {
    write,
    receive: write,
    release() {
      isHeld = false;
      for (const text of held.splice(0)) toTerminal(text);
    },
    // The suite sees no terminal, but in the end one reads it.
    ...(process.stdout.isTTY && { env: { FORCE_COLOR: '1' } }),
  };
}
