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
