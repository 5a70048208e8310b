import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MAX_TEXT_BYTES } from '#shared/lib/text.ts';
import { MAX_INTENTS_BYTES } from '#shared/wire/protocol.ts';
import { dialogId } from '#tests/support/fake-hub/model.ts';
import { until } from '#tests/support/fake-hub/replica.ts';
import { ManualClock } from '#tests/support/manual-clock.ts';
import { ReplicaDb } from '../db/database.ts';
import { createActions } from '../intents/actions.ts';
import { PATIENCE } from '../outbox/patience.ts';
import { createHttp } from '../transport/http.ts';
import { createHubApi } from '../transport/hub-api.ts';
import { Uplink } from './uplink.ts';

const bodySchema = z.object({ intents: z.array(z.object({ id: z.string() })) });
let db: ReplicaDb;
let uplink: Uplink;
let names = 0;
const clock = new ManualClock();
/** Bodies of the requests, as the network saw them. */
let sent: string[] = [];
/** What stands in the hub's way; null: it takes the request. */
let obstacle: (body: string) => Response | null;

function hub(body: string): Response {
  const results = bodySchema
    .parse(JSON.parse(body))
    .intents.map(({ id }) => ({ status: 'done', id, position: { epoch: 'e', xid: '1' } }));
  return new Response(JSON.stringify({ results }));
}

const fetchFn: typeof globalThis.fetch = async (_url, init) => {
  const body = typeof init?.body === 'string' ? init.body : '';
  sent.push(body);
  return obstacle(body) ?? hub(body);
};

beforeEach(() => {
  db = new ReplicaDb(`uplink-${(names += 1)}`);
  sent = [];
  uplink = new Uplink({
    db,
    api: createHubApi(createHttp({ origin: 'http://hub.test', token: 't', fetch: fetchFn, clock })),
    clock,
    random: () => 0.5,
    backoff: { baseMs: 10, maxMs: 100 },
    onRejected: () => {},
    onStorage: (error) => expect.unreachable(String(error)),
  });
});

afterEach(async () => {
  await uplink.stop();
  db.close();
});

const act = () => createActions({ db, sendTyping: () => {} });
const states = async () => (await db.outbox.orderBy('n').toArray()).map((row) => row.state.kind);
const settled = () =>
  until('nothing is on its way', async () =>
    (await states()).every((kind) => kind !== 'waiting' && kind !== 'sending'),
  );

describe('the sender', () => {
  it('waits as long as a hub asks that gets too much, and then sends the same', async () => {
    let busy = true;
    obstacle = () =>
      busy
        ? new Response('{"error":{"code":"too_many_requests","message":"slow down","retryAfterS":7}}', {
            status: 429,
          })
        : null;
    await act().send(dialogId(1), 'hello', 'public');
    uplink.start();
    await until('it was returned', async () => sent.length === 1 && (await states())[0] === 'waiting');
    busy = false;
    clock.pass(6_900);
    await act().send(dialogId(1), 'and more', 'public');
    expect(sent).toHaveLength(1);
    clock.pass(101);
    await settled();
    expect(sent).toHaveLength(2);
    expect(await states()).toEqual(['confirmed', 'confirmed']);
  });

  it('finds what a proxy takes for too large, keeps it for the person, and sends the rest', async () => {
    obstacle = (body) =>
      body.length > 3_000 ? new Response('<html>Request Entity Too Large</html>', { status: 413 }) : null;
    for (const [n, length] of [100, 5_000, 100, 2_000, 2_000].entries())
      await act().send(dialogId(n + 1), 'x'.repeat(length), 'public');
    uplink.start();
    await settled();
    expect(await states()).toEqual(['confirmed', 'failed', 'confirmed', 'confirmed', 'confirmed']);
  });

  it('never sends more at once than the hub takes, in whatever letters it is written', async () => {
    obstacle = () => null;
    for (let n = 1; n <= 12; n += 1)
      await act().send(dialogId(n), (n % 2 ? 'ж' : '\n"\\').repeat(MAX_TEXT_BYTES / 8), 'public');
    await act().send(dialogId(13), `${'\n'.repeat(MAX_TEXT_BYTES - 1)}.`, 'public');
    uplink.start();
    await settled();
    expect(await states()).toEqual(Array.from({ length: 13 }, () => 'confirmed'));
    for (const body of sent) expect(Buffer.byteLength(body)).toBeLessThan(MAX_INTENTS_BYTES);
    expect(sent.length).toBeLessThan(13);
  });
});

describe('what the hub fails at', () => {
  const broken = () =>
    new Response('{"error":{"code":"internal","message":"its log says why"}}', { status: 500 });
  const failsAt = (words: string) => {
    obstacle = (body) => (body.includes(words) ? broken() : null);
  };
  const tries = (words: string) => sent.filter((body) => body.includes(words)).length;
  const textOf = (body: string) => /"text":"([^"]*)"/.exec(body)?.[1] ?? '';
  /** In between it is just being tried. */
  const isOnItsWay = async (n: number) => ['waiting', 'sending'].includes((await states())[n] ?? '');
  /** Time goes on, in steps in which several tries would fit. */
  const inTime = (what: string, is: () => Promise<boolean> | boolean) =>
    until(what, async () => {
      clock.pass(20_000);
      return await is();
    });

  it('keeps nobody else waiting, not even for a moment; its own dialog waits for it', async () => {
    failsAt('poison');
    await act().send(dialogId(1), 'poison', 'public');
    await act().send(dialogId(1), 'after it', 'public');
    await act().send(dialogId(2), 'elsewhere', 'public');
    uplink.start();
    await inTime('the other one has gone', async () => (await states())[2] === 'confirmed');
    await inTime('it was tried again', () => tries('poison') > 4);
    // Nothing is waited for: the clock stands.
    await act().send(dialogId(3), 'meanwhile', 'public');
    await until('that has gone, too', async () => (await states())[3] === 'confirmed');
    expect([await isOnItsWay(0), (await states())[1]]).toEqual([true, 'waiting']);
    expect(tries('after it')).toBeLessThanOrEqual(1);
    obstacle = () => null;
    await inTime('the hub is mended', async () => (await states()).every((kind) => kind === 'confirmed'));
    const order = sent.map(textOf);
    expect(order.lastIndexOf('after it')).toBeGreaterThan(order.lastIndexOf('poison'));
  });

  it('is for the person to decide after enough tries in enough time, and what follows it goes on', async () => {
    failsAt('poison');
    await act().send(dialogId(1), 'poison', 'public');
    await act().send(dialogId(1), 'after it', 'public');
    const begun = clock.now();
    uplink.start();
    await inTime('it is given up', async () => (await states())[0] === 'failed');
    expect(tries('poison')).toBeGreaterThanOrEqual(PATIENCE.tries);
    expect(clock.now() - begun).toBeGreaterThanOrEqual(PATIENCE.ms);
    await inTime('what follows has gone', async () => (await states())[1] === 'confirmed');
    const [row] = await db.outbox.orderBy('n').toArray();
    expect(row?.state).toMatchObject({ reason: expect.stringContaining('500') as string, unreadable: false });

    // Sent again, it is the same one to the hub, and has all the patience again.
    await act().retry(row?.id ?? '');
    const before = tries('poison');
    await inTime('it was tried more than once', () => tries('poison') > before + 2);
    expect(await isOnItsWay(0)).toBe(true);
    obstacle = () => null;
    await inTime('it is done', async () => (await states())[0] === 'confirmed');
    expect(
      sent.filter((body) => body.includes('poison')).every((body) => body.includes(row?.id ?? '-')),
    ).toBe(true);
  });

  it('takes the end of its dialog with it: nobody is left without an answer in a closed one', async () => {
    failsAt('poison');
    await act().send(dialogId(1), 'poison', 'public');
    await act().finish(dialogId(1));
    uplink.start();
    await inTime('both wait for the person', async () => (await states()).join() === 'failed,failed');
    expect(tries('dialog.finish')).toBe(0);
  });

  it('is not given up for the time in which nobody tried: a computer that slept', async () => {
    failsAt('poison');
    await act().send(dialogId(1), 'poison', 'public');
    uplink.start();
    await until('it was tried', async () => tries('poison') === 1 && (await states())[0] === 'waiting');
    clock.sleep(8 * 3600_000);
    await until('it was tried again', () => {
      clock.pass(20);
      return tries('poison') > 1;
    });
    expect(await isOnItsWay(0)).toBe(true);
  });

  it('goes on waiting while only what stands in front of the hub forbids it', async () => {
    obstacle = (body) =>
      body.includes('poison') ? new Response('<html>Forbidden</html>', { status: 403 }) : null;
    await act().send(dialogId(1), 'poison', 'public');
    await act().send(dialogId(2), 'elsewhere', 'public');
    uplink.start();
    await inTime('the other one has gone', async () => (await states())[1] === 'confirmed');
    const begun = clock.now();
    await inTime('it was tried for long', () => tries('poison') > 20 && clock.now() - begun > PATIENCE.ms);
    expect(await isOnItsWay(0)).toBe(true);
  });
});
