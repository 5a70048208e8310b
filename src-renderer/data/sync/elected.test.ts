import { describe, expect, it } from 'vitest';
import { UNMARKED, type Message } from '#shared/domain/message.ts';
import { NOBODY_AROUND, type Around } from '#shared/domain/presence.ts';
import { dialogId, fakeId, operatorId } from '#tests/support/fake-hub/model.ts';
import { dialogFixture } from '#tests/support/fixtures.ts';
import { electedSync, type Locks } from './elected.ts';
import type { OlderResult, SyncState } from '../db/sync-status.ts';
import type { Arrival, SyncHandle, Typing } from './handle.ts';
import type { Port } from './rpc.ts';
import { remoteSync, serveSync } from './rpc.ts';
import { initialSyncState, Observed } from './state.ts';

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
  readonly around = new Observed<Around>(NOBODY_AROUND);
  readonly calls: string[] = [];
  older: OlderResult | Error = 'loaded';
  private readonly listeners = new Set<(typing: Typing) => void>();
  private readonly arrivalListeners = new Set<(arrival: Arrival) => void>();

  onTyping(listener: (typing: Typing) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
  onArrival(listener: (arrival: Arrival) => void): () => void {
    this.arrivalListeners.add(listener);
    return () => this.arrivalListeners.delete(listener);
  }
  sendTyping(id: string, visibility: string): void {
    this.calls.push(`typing ${id} ${visibility}`);
  }
  look(window: string, id: string | null): void {
    this.calls.push(`look ${window} ${id}`);
  }
  touched(): void {
    this.calls.push('touched');
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
  clearCache(): void {
    this.calls.push('clear cache');
  }
  stop(): Promise<void> {
    this.calls.push('stop');
    return Promise.resolve();
  }
  types(): void {
    const typing: Typing = { type: 'typing', dialogId: dialogId(1), by: { kind: 'client' } };
    for (const listener of this.listeners) listener(typing);
  }
  receives(arrival: Arrival): void {
    for (const listener of this.arrivalListeners) listener(arrival);
  }
}

const said = (seq: number): Message => ({
  id: fakeId(8, seq),
  dialogId: dialogId(1),
  seq,
  author: { kind: 'system' },
  ...UNMARKED,
  visibility: 'hidden',
  body: { kind: 'event', event: { type: 'opened' } },
  delivery: null,
  at: seq,
  rev: 1,
});
const ONLINE: SyncState = { ...initialSyncState, connection: { kind: 'online' } };
const AROUND: Around = {
  connected: { [operatorId(2)]: { operatorId: operatorId(2), since: 7, idleSince: null } },
  looking: { [dialogId(1)]: [operatorId(2)] },
};
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
    engines[0]?.around.set(AROUND);
    await settle();
    expect([first.around.current(), second.around.current()]).toEqual([AROUND, AROUND]);
    const late = open();
    await settle();
    expect(late.around.current()).toEqual(AROUND);
    await late.stop();
    expect(first.state.current()).toEqual(ONLINE);
    expect(second.state.current()).toEqual(ONLINE);

    const heard: Typing[] = [];
    second.onTyping((typing) => heard.push(typing));
    engines[0]?.types();
    second.sendTyping(dialogId(2), 'hidden');
    second.look('w', dialogId(2));
    second.look('w', null);
    second.touched();
    second.reconnect();
    second.networkLost();
    expect(await second.loadOlder(dialogId(3))).toBe('loaded');
    await settle();
    expect(heard).toHaveLength(1);
    expect(engines[0]?.calls).toEqual([
      `typing ${dialogId(2)} hidden`,
      `look w ${dialogId(2)}`,
      'look w null',
      'touched',
      'reconnect',
      'network lost',
      `older ${dialogId(3)}`,
    ]);
  });

  it('tells every window once what is on its way into the replica, and nothing after a window left', async () => {
    const { engines, open } = world(new TestLocks());
    const windows = [open(), open()];
    const heard: Arrival[][] = windows.map(() => []);
    windows.forEach((window, i) => window.onArrival((arrival) => heard[i]?.push(arrival)));
    await settle();
    const told: Arrival[] = [
      { kind: 'messages', messages: [said(1), said(2)], dialogs: [dialogFixture()] },
      { kind: 'withdrawn' },
    ];
    for (const arrival of told) engines[0]?.receives(arrival);
    await settle();
    expect(heard).toEqual([told, told]);
    await windows[1]?.stop();
    engines[0]?.receives({ kind: 'messages', messages: [said(3)], dialogs: [] });
    await settle();
    expect(heard[1]).toHaveLength(2);
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
    const heard: Arrival[] = [];
    handle.onArrival((arrival) => heard.push(arrival));
    there.post({ tell: 'messages', messages: [{ ...said(1), visibility: 'whispered' }] });
    there.post({ tell: 'weather' });
    there.post(null);
    await settle();
    expect(handle.state.current()).toEqual(initialSyncState);
    expect(heard).toEqual([]);
  });

  it('believes its own worker, and leaves alone what is no news of sync', async () => {
    const air = new TestAir();
    const engine = new TestEngine();
    const [here, there] = [air.open(), air.open()];
    const handle = remoteSync(here, 'same_bundle');
    const heard: Arrival[] = [];
    handle.onArrival((arrival) => heard.push(arrival));
    serveSync(engine, there);
    there.post({ report: 'opened' });
    engine.state.set(ONLINE);
    engine.receives({ kind: 'messages', messages: [said(1)], dialogs: [] });
    expect(await handle.loadOlder(dialogId(1))).toBe('loaded');
    expect(handle.state.current()).toEqual(ONLINE);
    expect(heard).toEqual([{ kind: 'messages', messages: [said(1)], dialogs: [] }]);
  });

  it('lets nobody wait for ever when it is let go', async () => {
    const air = new TestAir();
    const handle = remoteSync(air.open());
    const asked = handle.loadOlder(dialogId(1));
    await handle.stop();
    expect(await asked).toBe('offline');
  });
});
