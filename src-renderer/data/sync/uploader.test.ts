import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Attachment } from '#shared/domain/attachment.ts';
import { dialogId, fakeId } from '#tests/support/fake-hub/model.ts';
import { until } from '#tests/support/fake-hub/replica.ts';
import { ManualClock } from '#tests/support/manual-clock.ts';
import { ReplicaDb } from '../db/database.ts';
import { createActions } from '../intents/actions.ts';
import { createFileActions } from '../intents/file-actions.ts';
import { PATIENCE } from '../outbox/patience.ts';
import type { ChosenFile } from '../outbox/uploads.ts';
import { createFileApi } from '../transport/file-api.ts';
import { createUpload } from '../transport/upload.ts';
import { Uploader } from './uploader.ts';

/** The hub's side of tus and of its files, in memory; what stands in the way is the test's business. */
class FileHub {
  readonly sizes = new Map<string, number>();
  readonly bytes = new Map<string, string>();
  readonly asked: string[] = [];
  obstacle: (request: string) => Response | null | Promise<null> = () => null;

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    const request = `${init?.method ?? 'GET'} ${pathname.replace('/api/files', '').replace(/[0-9a-f-]{36}/, (id) => String(Number.parseInt(id.slice(-4), 16)))}`;
    this.asked.push(request);
    const id = pathname.match(/[0-9a-f-]{36}/)?.[0] ?? '';
    return (await this.obstacle(request)) ?? (await this.answer(request, id, init ?? {}));
  };

  private async answer(request: string, id: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const tus = { 'tus-resumable': '1.0.0' };
    if (request.startsWith('POST /uploads')) {
      const encoded = headers.get('upload-metadata')?.match(/\bid ([^,]+)/)?.[1] ?? '';
      const made = Buffer.from(encoded, 'base64').toString();
      this.sizes.set(made, Number(headers.get('upload-length')));
      this.bytes.set(made, this.bytes.get(made) ?? '');
      return new Response(null, { status: 201, headers: { ...tus, location: `/api/files/uploads/${made}` } });
    }
    if (request.startsWith('HEAD')) {
      const has = this.bytes.get(id);
      if (has === undefined) return failed(404, 'not_found');
      const lengths = {
        'upload-offset': String(has.length),
        'upload-length': String(this.sizes.get(id) ?? 0),
      };
      return new Response(null, { status: 200, headers: { ...tus, ...lengths } });
    }
    if (request.startsWith('PATCH')) {
      const all = (this.bytes.get(id) ?? '') + (await new Response(init.body).text());
      this.bytes.set(id, all);
      return new Response(null, { status: 204, headers: { ...tus, 'upload-offset': String(all.length) } });
    }
    const copied = typeof init.body === 'string' ? (JSON.parse(init.body) as { id: string }).id : id;
    const known: Attachment = { ...file(1), id: copied, size: 4, mime: 'text/plain' };
    return Response.json({ file: known });
  }
}

const failed = (status: number, code: string, headers: Record<string, string> = {}): Response =>
  Response.json({ error: { code, message: code } }, { status, headers });
const file = (n: number): Attachment => ({
  id: fakeId(7, n),
  name: `file ${n}`,
  size: 3,
  mime: 'application/octet-stream',
  kind: 'other',
  width: null,
  height: null,
  durationMs: null,
  preview: 'none',
});
const chosen = (n: number, text = 'abc'): ChosenFile => ({
  file: file(n),
  purpose: 'file',
  blob: new Blob([text]),
  preview: null,
});

let db: ReplicaDb;
let hub: FileHub;
let clock: ManualClock;
let uploader: Uploader;
let rejected: string[];
let names = 0;

function start(): void {
  const options = { origin: 'http://hub.test', token: 't', fetch: hub.fetch, clock };
  uploader = new Uploader({
    db,
    files: createFileApi(options),
    upload: createUpload(options),
    clock,
    random: () => 0,
    backoff: { baseMs: 1_000, maxMs: 8_000 },
    onRejected: (why) => rejected.push(why),
    onStorage: (error) => expect.unreachable(String(error)),
  });
  uploader.start();
}

beforeEach(() => {
  db = new ReplicaDb(`uploader-${(names += 1)}`);
  hub = new FileHub();
  clock = new ManualClock();
  rejected = [];
});
afterEach(async () => {
  await uploader.stop();
  db.close();
});

const files = () => createFileActions(db);
const states = async () =>
  (await db.uploads.orderBy('n').toArray()).map(({ state }) =>
    state.kind === 'failed' ? state.why : state.kind,
  );
const becomes = (...wanted: string[]) =>
  until(`uploads are ${wanted.join()}`, async () => (await states()).join() === wanted.join());

describe('a chosen file', () => {
  it('goes to the hub at once, and is then what the hub says of it', async () => {
    start();
    await files().attach(dialogId(1), chosen(1));
    await becomes('done');
    expect(hub.bytes.get(fakeId(7, 1))).toBe('abc');
    expect((await db.uploads.toArray())[0]).toMatchObject({ file: { size: 4, mime: 'text/plain' }, sent: 4 });
  });

  it('waits for those that were chosen before it', async () => {
    for (const n of [2, 1, 3]) await files().attach(dialogId(1), chosen(n));
    start();
    await becomes('done', 'done', 'done');
    expect(hub.asked.filter((one) => one.startsWith('GET'))).toEqual(['GET /2', 'GET /1', 'GET /3']);
  });

  it('goes on where it stopped, after a restart', async () => {
    await files().attach(dialogId(1), chosen(1));
    await db.uploads.toCollection().modify({ begun: true });
    hub.sizes.set(fakeId(7, 1), 3);
    hub.bytes.set(fakeId(7, 1), 'ab');
    start();
    await becomes('done');
    expect(hub.bytes.get(fakeId(7, 1))).toBe('abc');
    expect(hub.asked[0]).toBe('HEAD /uploads/1');
  });

  it('of which nothing is left here cannot be sent, and holds nobody up', async () => {
    for (const n of [1, 2]) await files().attach(dialogId(1), chosen(n));
    await db.files.delete(fakeId(7, 1));
    start();
    await becomes('lost', 'done');
    expect(hub.bytes.has(fakeId(7, 1))).toBe(false);
  });

  it('taken away while it is on its way goes no further', async () => {
    hub.obstacle = async (request) => {
      if (request.startsWith('PATCH')) await files().detach(fakeId(7, 1));
      return null;
    };
    start();
    await files().attach(dialogId(1), chosen(1, 'x'.repeat(2_000_000)));
    await until('it is gone', async () => (await db.uploads.count()) === 0);
    await files().attach(dialogId(1), chosen(2));
    hub.obstacle = () => null;
    await becomes('done');
    expect(hub.bytes.get(fakeId(7, 1))?.length ?? 0).toBeLessThan(2_000_000);
  });

  it('of a message that was sent is forgotten here', async () => {
    start();
    await files().attach(dialogId(1), chosen(1));
    await becomes('done');
    await createActions({ db, sendTyping: () => {} }).send(dialogId(1), 'look', 'public');
    await db.outbox.clear();
    await until('its bytes are gone', async () => (await db.files.count()) === 0);
    expect(await db.uploads.count()).toBe(0);
  });
});

describe('when the hub does not take it', () => {
  it.each([
    [413, 'too_large', 'too_large'],
    [400, 'bad_request', 'refused'],
    [403, 'forbidden', 'refused'],
  ])('%i: it fails for good, and the next one goes', async (status, code, state) => {
    hub.obstacle = (request) =>
      request === 'POST /uploads' && hub.asked.length === 1 ? failed(status, code) : null;
    for (const n of [1, 2]) await files().attach(dialogId(1), chosen(n));
    start();
    await becomes(state, 'done');
    await files().retryUpload(fakeId(7, 1));
    await becomes('done', 'done');
  });

  it.each([
    [503, 'unavailable'],
    [429, 'too_many_requests'],
    [409, 'bad_request'],
    [423, 'bad_request'],
  ])('%i: it is tried again after a while', async (status, code) => {
    hub.obstacle = () => failed(status, code);
    await files().attach(dialogId(1), chosen(1));
    start();
    await until('it was tried', () => hub.asked.length > 0);
    hub.obstacle = () => null;
    await until('it is tried again', () => {
      clock.pass(1_000);
      return hub.asked.length > 1;
    });
    await becomes('done');
  });

  it('and says for how long not, it waits as long as that', async () => {
    hub.obstacle = () => failed(429, 'too_many_requests', { 'retry-after': '60' });
    await files().attach(dialogId(1), chosen(1));
    start();
    await until('it was tried', () => hub.asked.length === 1);
    hub.obstacle = () => null;
    // Long enough for any back-off of its own.
    for (let n = 0; n < 5; n += 1) {
      clock.pass(8_000);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(hub.asked).toHaveLength(1);
    uploader.hurry();
    await becomes('done');
  });

  it('because the session is over, everything stops and the person is told', async () => {
    hub.obstacle = () => failed(401, 'unauthorized');
    await files().attach(dialogId(1), chosen(1));
    start();
    await until('it is told', () => rejected.length === 1);
    expect([rejected, await states()]).toEqual([['signed_out'], ['waiting']]);
  });

  it('without a network, it goes as soon as there is one again', async () => {
    hub.obstacle = () => {
      throw new TypeError('fetch failed');
    };
    await files().attach(dialogId(1), chosen(1));
    start();
    await until('it was tried', () => hub.asked.length > 0);
    hub.obstacle = () => null;
    await until('it went', async () => {
      uploader.hurry();
      return (await states()).join() === 'done';
    });
  });
});

describe('a file at which the hub fails again and again', () => {
  const tries = (request: string) => hub.asked.filter((one) => one === request).length;
  const inTime = (what: string, is: () => Promise<boolean> | boolean) =>
    until(what, async () => {
      clock.pass(20_000);
      return await is();
    });

  it.each([
    ['an upload', 'PATCH /uploads/1', () => files().attach(dialogId(1), chosen(1))],
    ['a copy', 'POST /copies', () => files().attachStored(dialogId(1), file(5))],
    [
      'an upload that is always somebody else’s turn',
      'HEAD /uploads/1',
      () => files().attach(dialogId(1), chosen(1)),
    ],
  ])(
    'keeps no other waiting, and is for the person to decide in the end: %s',
    async (what, request, choose) => {
      const status = what.includes('turn') ? 423 : 500;
      hub.obstacle = (asked) =>
        asked === request || (status === 423 && asked === 'POST /uploads' && tries(asked) === 1)
          ? new Response('', { status, headers: { 'tus-resumable': '1.0.0' } })
          : null;
      await choose();
      await files().attach(dialogId(1), chosen(2));
      const begun = clock.now();
      start();
      await inTime('the other one is there', async () => (await states())[1] === 'done');
      expect((await states())[0]).toBe('waiting');
      await inTime('it is given up', async () => (await states())[0] === 'hub_failed');
      expect(tries(request)).toBeGreaterThanOrEqual(PATIENCE.tries - 1);
      expect(clock.now() - begun).toBeGreaterThanOrEqual(PATIENCE.ms);
      hub.obstacle = () => null;
      const [row] = await db.uploads.orderBy('n').toArray();
      await files().retryUpload(row?.id ?? '');
      await becomes('done', 'done');
    },
  );

  it('that is mended meanwhile goes, and has lost nothing', async () => {
    hub.obstacle = (asked) => (asked === 'PATCH /uploads/1' ? failed(500, 'internal') : null);
    await files().attach(dialogId(1), chosen(1));
    start();
    await inTime('it was tried', () => tries('PATCH /uploads/1') > 3);
    hub.obstacle = () => null;
    await inTime('it is there', async () => (await states()).join() === 'done');
    expect(hub.bytes.get(fakeId(7, 1))).toBe('abc');
    // What failed before does not count any more.
    expect((await db.uploads.toArray())[0]?.state).toEqual({ kind: 'done' });
  });
});

describe('a file that the hub has already', () => {
  it('is made of that one there, without its bytes', async () => {
    await files().attachStored(dialogId(1), file(5));
    start();
    await becomes('done');
    expect(hub.asked).toEqual(['POST /copies']);
  });

  it('and that is gone there cannot be said', async () => {
    hub.obstacle = () => failed(404, 'not_found');
    await files().attachStored(dialogId(1), file(5));
    start();
    await becomes('lost');
  });

  it('is asked for again when the hub is away', async () => {
    hub.obstacle = () => (hub.asked.length === 1 ? failed(503, 'unavailable') : null);
    await files().attachStored(dialogId(1), file(5));
    start();
    await until('it was tried', () => hub.asked.length > 0);
    uploader.hurry();
    await until('it is there', async () => {
      uploader.hurry();
      return (await states()).join() === 'done';
    });
  });
});
