import { describe, expect, it } from 'vitest';
import { dialogId } from '#tests/support/fake-hub/model.ts';
import { electedSync, type Locks } from './elected.ts';
import type { OlderResult, SyncHandle, Typing } from './handle.ts';
import type { Port } from './rpc.ts';
import { remoteSync, serveSync } from './rpc.ts';
import { initialSyncState, Observed, type SyncState } from './state.ts';

/** A lock as the browser gives it: the first holds it, the others wait in line. */
class TestLocks implements Locks {
  private line: { held: () => Promise<void>; signal: AbortSignal; done: () => void }[] = [];

  request(_name: string, options: { signal: AbortSignal }, held: () => Promise<void>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const one = { held, signal: options.signal, done: () => resolve(undefined) };
      this.line.push(one);
      options.signal.addEventListener('abort', () => {
        // Who already holds it is not taken it from.
        if (this.line.indexOf(one) <= 0) return;
        this.line = this.line.filter((other) => other !== one);
        reject(new DOMException('left', 'AbortError'));
      });
      if (this.line.length === 1) this.next();
    });
  }

  private next(): void {
    const [first] = this.line;
    first?.held().then(
      () => {
        this.line.shift();
        first.done();
        this.next();
      },
      () => {},
    );
  }
}

/** A channel as the browser gives it: everybody but the sender hears, cloned. */
class TestAir {
  private readonly ends = new Set<{ listeners: Set<(message: unknown) => void> }>();

  open(): Port & { close(): void } {
    const end = { listeners: new Set<(message: unknown) => void>() };
    this.ends.add(end);
    return {
      post: (message) => {
        const copy = structuredClone(message);
        for (const other of this.ends)
          if (other !== end) queueMicrotask(() => other.listeners.forEach((listener) => listener(copy)));
      },
      listen(listener) {
        end.listeners.add(listener);
        return () => end.listeners.delete(listener);
      },
      close: () => this.ends.delete(end),
    };
  }
}

class TestEngine implements SyncHandle {
  readonly state = new Observed<SyncState>(initialSyncState);
  readonly calls: string[] = [];
  older: OlderResult | Error = 'loaded';
  private readonly listeners = new Set<(typing: Typing) => void>();

  onTyping(listener: (typing: Typing) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
  sendTyping(id: string): void {
    this.calls.push(`typing ${id}`);
  }
  loadOlder(id: string): Promise<OlderResult> {
    this.calls.push(`older ${id}`);
    return this.older instanceof Error ? Promise.reject(this.older) : Promise.resolve(this.older);
  }
  reconnect(): void {
    this.calls.push('reconnect');
  }
  networkLost(): void {
    this.calls.push('network lost');
  }
  stop(): Promise<void> {
    this.calls.push('stop');
    return Promise.resolve();
  }
  types(): void {
    const typing: Typing = { type: 'typing', dialogId: dialogId(1), by: { kind: 'client' } };
    for (const listener of this.listeners) listener(typing);
  }
}

const ONLINE: SyncState = { ...initialSyncState, connection: { kind: 'online' } };
const settle = () => new Promise((resolve) => setImmediate(resolve));

function world(locks: Locks | null) {
  const air = new TestAir();
  const engines: TestEngine[] = [];
  const open = () =>
    electedSync({
      name: 'db',
      locks,
      openChannel: () => air.open(),
      startEngine() {
        const engine = new TestEngine();
        engines.push(engine);
        return engine;
      },
    });
  return { engines, open };
}

describe('the writer among the windows', () => {
  it('is one, and the others work through it', async () => {
    const { engines, open } = world(new TestLocks());
    const [first, second] = [open(), open()];
    await settle();
    expect(engines).toHaveLength(1);
    engines[0]?.state.set(ONLINE);
    await settle();
    expect(first.state.current()).toEqual(ONLINE);
    expect(second.state.current()).toEqual(ONLINE);

    const heard: Typing[] = [];
    second.onTyping((typing) => heard.push(typing));
    engines[0]?.types();
    second.sendTyping(dialogId(2));
    second.reconnect();
    second.networkLost();
    expect(await second.loadOlder(dialogId(3))).toBe('loaded');
    await settle();
    expect(heard).toHaveLength(1);
    expect(engines[0]?.calls).toEqual([
      `typing ${dialogId(2)}`,
      'reconnect',
      'network lost',
      `older ${dialogId(3)}`,
    ]);
  });

  it('who comes later learns the state', async () => {
    const { engines, open } = world(new TestLocks());
    open();
    await settle();
    engines[0]?.state.set(ONLINE);
    const late = open();
    await settle();
    expect(late.state.current()).toEqual(ONLINE);
  });

  it('hands over when its window closes, and the handle of the next stays the same', async () => {
    const { engines, open } = world(new TestLocks());
    const [first, second, third] = [open(), open(), open()];
    await settle();
    await first.stop();
    await settle();
    expect(engines[0]?.calls).toEqual(['stop']);
    expect(engines).toHaveLength(2);
    engines[1]?.state.set(ONLINE);
    await settle();
    expect(second.state.current()).toEqual(ONLINE);
    expect(third.state.current()).toEqual(ONLINE);
    expect(await third.loadOlder(dialogId(1))).toBe('loaded');
    expect(await second.loadOlder(dialogId(1))).toBe('loaded');
    expect(engines[1]?.calls).toHaveLength(2);
  });

  it('a window that only waits leaves the line', async () => {
    const { engines, open } = world(new TestLocks());
    const [first, second] = [open(), open()];
    await settle();
    await second.stop();
    await first.stop();
    await settle();
    expect(engines).toHaveLength(1);
  });

  it('without locks every window syncs for itself', async () => {
    const { engines, open } = world(null);
    open();
    open();
    await settle();
    expect(engines).toHaveLength(2);
  });
});

describe('a handle from afar', () => {
  function pair() {
    const air = new TestAir();
    const engine = new TestEngine();
    const [here, there] = [air.open(), air.open()];
    serveSync(engine, there);
    return { engine, there, handle: remoteSync(here) };
  }

  it('answers each call its own answer, and a failure as offline', async () => {
    const { engine, handle } = pair();
    engine.older = 'nothing_older';
    expect(await Promise.all([handle.loadOlder(dialogId(1)), handle.loadOlder(dialogId(2))])).toEqual([
      'nothing_older',
      'nothing_older',
    ]);
    engine.older = new Error('disk');
    expect(await handle.loadOlder(dialogId(1))).toBe('offline');
  });

  it('ignores what another version says', async () => {
    const { there, handle } = pair();
    there.post({ tell: 'state', state: { connection: { kind: 'telepathy' } } });
    there.post({ tell: 'weather' });
    there.post(null);
    await settle();
    expect(handle.state.current()).toEqual(initialSyncState);
  });

  it('lets nobody wait for ever when it is let go', async () => {
    const air = new TestAir();
    const handle = remoteSync(air.open());
    const asked = handle.loadOlder(dialogId(1));
    await handle.stop();
    expect(await asked).toBe('offline');
  });
});
