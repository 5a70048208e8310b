/** A wait that can be cut short: by news that make another try worthwhile. */
export interface Pause {
  wait(ms: number): Promise<void>;
  /** Ends the present wait, or the next one before it begins: a wake-up is never lost. */
  wake(): void;
}

export function createPause(): Pause {
  let awake = false;
  let end: (() => void) | null = null;
  return {
    async wait(ms) {
      if (!awake) {
        let timer: ReturnType<typeof setTimeout> | undefined;
        await new Promise<void>((resolve) => {
          end = resolve;
          if (ms !== Infinity) timer = setTimeout(resolve, ms);
        });
        clearTimeout(timer);
        end = null;
      }
      awake = false;
    },
    wake() {
      awake = true;
      end?.();
    },
  };
}
