import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contactDialogsResponseSchema } from '#shared/wire/http/history.ts';
import type { Hub } from '#server/hub.ts';
import { newId } from '#server/lib/ids.ts';
import { DIALOG_INTENTS, intentSchema, type DialogIntentName } from '#shared/intents/all.ts';
import { say, signIn, type Client } from './support/client.ts';
import { ADMIN, CHANNEL_A, foundNeighbour, NEIGHBOUR, WS } from './support/company.ts';
import { dialogArgs } from './support/dialog-args.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

describe('two companies in one database', () => {
  let postgres: TestPostgres;
  let world: World;
  let hub: Hub;
  let own: Client;
  let stranger: Client;
  let ours: { dialogId: string; contactId: string };
  let theirs: { dialogId: string; contactId: string };

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    world = await World.create(postgres);
    await foundNeighbour(world.db);
    hub = await world.hub();
    own = await world.signIn(hub, ADMIN);
    stranger = await signIn(hub.url, NEIGHBOUR.login);
    ours = await world.channel.receive('somebody', 'our secret');
    theirs = await world.channel.receive('somebody', 'their secret', {
      workspaceId: NEIGHBOUR.workspace,
      channelId: NEIGHBOUR.channel,
    });
  });
  afterAll(async () => {
    await world?.stop();
    await postgres?.stop();
  });

  /** Each with what is the other's. */
  const pairs = () => [
    { who: stranger, foreign: ours, mine: theirs, secret: 'our secret' },
    { who: own, foreign: theirs, mine: ours, secret: 'their secret' },
  ];

  const ARGS = dialogArgs(NEIGHBOUR.workspace);

  test.each(Object.keys(DIALOG_INTENTS) as DialogIntentName[])(
    '%s on the other’s dialog answers as if there were none',
    async (name) => {
      for (const { who, foreign } of pairs()) {
        const ask = (dialogId: string) =>
          intentSchema.parse({ id: newId(), at: Date.now(), name, args: { dialogId, ...ARGS[name] } });
        const [hidden, absent] = await who.act(ask(foreign.dialogId), ask(newId()));
        expect(hidden).toMatchObject({ status: 'refused', refusal: { code: 'not_found' } });
        expect({ ...hidden, id: '' }).toEqual({ ...absent, id: '' });
      }
      const rows = await world.db.selectFrom('dialogs').select(['rev', 'status']).execute();
      expect(rows).toEqual([
        { rev: 1, status: 'queued' },
        { rev: 1, status: 'queued' },
      ]);
    },
  );

  test('every page of the other’s is not there', async () => {
    for (const { who, foreign, mine, secret } of pairs()) {
      const ask = async (path: string): Promise<[number, string]> => {
        const response = await who.fetch(path);
        return [response.status, await response.text()];
      };
      for (const query of ['', '?before=9']) {
        const [hidden, absent] = [
          await ask(`/api/dialogs/${foreign.dialogId}/messages${query}`),
          await ask(`/api/dialogs/${newId()}/messages${query}`),
        ];
        expect(hidden[0]).toBe(404);
        expect(hidden).toEqual(absent);
      }
      const [, dialogs] = await ask(`/api/contacts/${foreign.contactId}/dialogs`);
      expect(contactDialogsResponseSchema.parse(JSON.parse(dialogs)).dialogs).toEqual([]);
      const [found, hits] = await ask('/api/search?q=secret');
      expect(found).toBe(200);
      expect(hits).toContain(mine.dialogId);
      expect(hits).not.toContain(foreign.dialogId);
      const pages = await who.snapshot(1);
      const seen = pages.flatMap((page) => page.bundles.map((bundle) => bundle.dialog.id));
      expect(seen).toEqual([mine.dialogId]);
      expect(JSON.stringify(pages)).not.toContain(secret);
    }
  });

  test('neither a cursor nor a place in a snapshot of one leads into the other', async () => {
    const [mine, others] = [await own.snapshotPage('?limit=1'), await stranger.snapshotPage('?limit=1')];
    expect(mine.cursor.epoch).not.toBe(others.cursor.epoch);
    const live = await stranger.live(mine.cursor);
    await live.until((one) => one.heard.some((message) => message.type === 'reset'));
    expect(live.changes).toEqual([]);
    await live.close();
    const place = Buffer.from(
      JSON.stringify({ cursor: mine.cursor, total: 1, closedSince: 0, part: 'open', after: null }),
    ).toString('base64url');
    expect((await stranger.fetch(`/api/sync/snapshot?after=${place}`)).status).toBe(410);
  });

  test('what happens in one is not heard in the other, typing included', async () => {
    const [here, there] = [
      await own.live((await own.snapshotPage('?limit=1')).cursor),
      await stranger.live((await stranger.snapshotPage('?limit=1')).cursor),
    ];
    await Promise.all([here, there].map((live) => live.until((one) => one.cursor !== null)));
    // Typing into a dialog that one does not see reaches nobody; into one's own nobody but those who see it.
    there.send({ type: 'typing', dialogId: ours.dialogId, visibility: 'public' });
    here.send({ type: 'typing', dialogId: ours.dialogId, visibility: 'public' });
    await own.act(say(ours.dialogId, 'said in ours'));
    await stranger.act(say(theirs.dialogId, 'said in theirs'));
    await here.until((one) => JSON.stringify(one.changes).includes('said in ours'));
    await there.until((one) => JSON.stringify(one.changes).includes('said in theirs'));
    expect(JSON.stringify(there.heard)).not.toMatch(/said in ours|"type":"typing"/);
    expect(JSON.stringify(here.heard)).not.toMatch(/said in theirs|"type":"typing"/);
    await here.close();
    await there.close();
  });

  test('an id that one has used is free for the other', async () => {
    const id = newId();
    const [first] = await own.act({ ...say(ours.dialogId, 'with this id'), id });
    const [second] = await stranger.act({ ...say(theirs.dialogId, 'with this id, too'), id });
    expect([first?.status, second?.status]).toEqual(['done', 'done']);
  });

  test('receipts and messages of a channel stay in its workspace', async () => {
    const said = say(ours.dialogId, 'a message of ours');
    await own.act(said);
    const stateOf = async (): Promise<string | null | undefined> =>
      (
        await world.db
          .selectFrom('messages')
          .select('delivery_state')
          .where('workspace_id', '=', WS)
          .where('id', '=', said.id)
          .executeTakeFirst()
      )?.delivery_state;
    await expect.poll(stateOf, { timeout: 15_000 }).toBe('sent');
    const { hub: channels } = world.channel;
    const receipt = { message: { id: said.id }, state: 'read', at: Date.now() } as const;
    await channels?.receipt({ ...receipt, workspaceId: NEIGHBOUR.workspace, channelId: NEIGHBOUR.channel });
    await channels?.receipt({ ...receipt, workspaceId: WS, channelId: NEIGHBOUR.channel });
    await channels?.receipt({ ...receipt, workspaceId: NEIGHBOUR.workspace, channelId: CHANNEL_A });
    expect(await stateOf()).toBe('sent');
    await expect(
      world.channel.receive('somebody', 'hello', { workspaceId: NEIGHBOUR.workspace, channelId: CHANNEL_A }),
    ).rejects.toMatchObject({ code: 'channel_not_found' });
  });

  test('a session that has run out is worth nothing, by HTTP and by socket', async () => {
    const late = await world.signIn(hub, ADMIN);
    const { cursor } = await late.snapshotPage('?limit=1');
    const open = await late.live(cursor);
    await open.until((one) => one.cursor !== null);
    await world.pool.pg.query(
      `update sessions set expires_at = now() - interval '1 second' where token_hash = sha256($1::bytea)`,
      [late.token],
    );
    const paths = ['/api/session', '/api/sync/snapshot', `/api/dialogs/${ours.dialogId}/messages`];
    for (const path of [...paths, `/api/contacts/${ours.contactId}/dialogs`])
      expect((await late.fetch(path)).status).toBe(401);
    const refused = await late.post('/api/intents', {
      protocol: 1,
      intents: [say(ours.dialogId, 'too late')],
    });
    expect(refused.status).toBe(401);
    const socket = await late.live(cursor);
    await socket.until((one) => one.closed !== null);
    expect(socket.heard).toMatchObject([{ type: 'fatal', code: 'unauthorized' }]);
    // The one that was open is found by the next look, at the latest after a quarter of a minute.
    await open.until((one) => one.closed !== null, 40_000);
    expect(open.heard.at(-1)).toMatchObject({ type: 'fatal', code: 'unauthorized' });
  });
});
