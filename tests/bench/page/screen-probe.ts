/**
 * What is put into the product's own page before it runs: eyes and hands by the page's own clock. Serialised by the harness, so
 * it may use nothing from outside itself.
 */
export interface Seen {
  ms: number;
  /** Frames painted from the deed to the one that shows its effect, that one included. */
  frames: number;
}

export interface ScreenProbe {
  /** From the beginning of the navigation: until the list shows dialogs, and until the first of them was opened by a click. */
  boot(): Promise<{ listMs: number; interactiveMs: number }>;
  /** Clicks the n-th dialog shown, other than the open one, and waits for its transcript. */
  openNth(n: number): Promise<Seen>;
  openDialog(id: string): Promise<Seen>;
  /** Clicks the n-th tab and waits for its list. */
  switchList(n: number): Promise<Seen>;
  /** Resolves with the time (Unix milliseconds, fractions) at which the transcript's text first contained this. */
  untilText(text: string): Promise<number>;
  /** Starts looking at frames and key presses. */
  watch(): void;
  watched(): { frames: number[]; keys: number[] };
}

export const PROBE_KEY = '__probe';

export function installProbe(key: string): void {
  const FRAMES = 600;
  const option = (id: string): HTMLElement | null =>
    document.querySelector<HTMLElement>(`[role=option][data-dialog-id="${id}"]`);
  const isShown = (id: string): boolean => {
    const region = document.querySelector(`section[data-dialog-id="${id}"]`);
    return region !== null && region.querySelector('[role=log] [role=article], [role=log] article') !== null;
  };
  /** After the next frame was handed over to be painted. */
  const painted = (): Promise<void> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => resolve());
        port1.start();
        port2.postMessage(0);
      });
    });
  const until = async (look: () => boolean): Promise<Seen> => {
    const startedAt = performance.now();
    for (let frames = 1; frames <= FRAMES; frames += 1) {
      await painted();
      if (look()) return { ms: performance.now() - startedAt, frames };
    }
    throw new Error(`Not seen within ${FRAMES} frames: ${String(look)}`);
  };
  const press = (element: HTMLElement): void => {
    element.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    element.click();
  };
  const openDialog = (id: string): Promise<Seen> => {
    const target = option(id);
    if (!target) throw new Error(`The dialog ${id} is not in the list`);
    press(target);
    return until(() => isShown(id));
  };
  const options = (): HTMLElement[] => [
    ...document.querySelectorAll<HTMLElement>('[role=option][data-dialog-id]'),
  ];
  const probe: Pick<ScreenProbe, 'boot' | 'openNth' | 'openDialog' | 'switchList'> = {
    async boot() {
      await until(() => options().length > 0);
      const listMs = performance.now();
      await openDialog(options()[0]?.dataset['dialogId'] ?? '');
      return { listMs, interactiveMs: performance.now() };
    },
    openNth(n) {
      const others = options().filter((one) => one.getAttribute('aria-selected') !== 'true');
      return openDialog(others[n % others.length]?.dataset['dialogId'] ?? '');
    },
    openDialog,
    switchList(n) {
      const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')];
      const before = document.querySelector('[role=listbox]')?.getAttribute('data-list');
      tabs[n % tabs.length]?.click();
      return until(() => {
        const list = document.querySelector('[role=listbox]');
        return list?.getAttribute('data-list') !== before && list?.querySelector('[role=option]') !== null;
      });
    },
  };
  Object.assign(globalThis, { [key]: probe });
}

/** The second half, serialised by itself; runs after `installProbe`. */
export function installWatch(key: string): void {
  const frames: number[] = [];
  const keys: number[] = [];
  const watch: Pick<ScreenProbe, 'untilText' | 'watch' | 'watched'> = {
    untilText: (text) =>
      new Promise((resolve) => {
        const look = (): boolean => {
          if (document.querySelector('[role=log]')?.textContent.includes(text) !== true) return false;
          resolve(performance.timeOrigin + performance.now());
          return true;
        };
        if (look()) return;
        const observer = new MutationObserver(() => {
          if (look()) observer.disconnect();
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
    watch() {
      let last = performance.now();
      const frame = (now: number): void => {
        frames.push(now - last);
        last = now;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (entry.name === 'keydown') keys.push(entry.duration);
      }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    },
    watched: () => ({ frames: frames.splice(0), keys: keys.splice(0) }),
  };
  const probe = (globalThis as unknown as Record<string, object>)[key];
  Object.assign(probe ?? {}, watch);
}
