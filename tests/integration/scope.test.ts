import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sees, audienceOf, type Scope } from '#shared/domain/scope.ts';
import type { Change } from '#shared/wire/change.ts';
import { contactDialogsResponseSchema } from '#shared/wire/http/history.ts';
import { topics } from '#server/bus/topics.ts';
import { toDialog } from '#server/db/rows.ts';
import { lockDialog, transaction } from '#server/db/transaction.ts';
import { appendToFeed } from '#server/feed/append.ts';
import { visible } from '#server/feed/scope-sql.ts';
import type { Hub } from '#server/hub.ts';
import { writeDialog } from '#server/intents/persist.ts';
import { intent, say, type Client, type Live } from './support/client.ts';
import {
  ADMIN,
  ANNA,
  BORIS,
  CHANNEL_A,
  CHANNEL_B,
  CHANNEL_C,
  CLARA,
  LINE_A,
  LINE_B,
  LINE_C,
  NORTH,
  SOUTH,
  VERA,
  WS,
} from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

const EVERYBODY = { ANNA, BORIS, CLARA, VERA, ADMIN };
type Name = keyof typeof EVERYBODY;
const NAMES = Object.keys(EVERYBODY) as Name[];

/** Who sees a free dialog of which channel. */
const SEES: Readonly<Record<string, readonly Name[]>> = {
  [CHANNEL_A]: ['ANNA', 'BORIS', 'VERA', 'ADMIN'],
  [CHANNEL_B]: ['VERA', 'ADMIN'],
  [CHANNEL_C]: ['CLARA', 'ADMIN'],
};

describe('scope', () => {
  let postgres: TestPostgres;
  let world: World;
  let hub: Hub;
  const clients = new Map<Name, Client>();

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    world = await World.create(postgres);
    hub = await world.hub();
    for (const name of NAMES) clients.set(name, await world.signIn(hub, EVERYBODY[name]));
  });
  afterAll(async () => {
    await world?.stop();
    await postgres?.stop();
  });
  const client = (name: Name): Client => {
    const found = clients.get(name);
    if (!found) throw new Error(`Nobody is called ${name}`);
    return found;
  };

  /** Lets everybody listen, does something, and tells what each of them heard of a dialog. */
  async function heard(dialogId: () => string, act: () => Promise<unknown>): Promise<Record<Name, string[]>> {
    const lives = new Map<Name, Live>();
    for (const name of NAMES) {
      const { cursor } = await client(name).snapshotPage('?limit=1');
      lives.set(name, await client(name).live(cursor));
    }
    await act();
    // Everybody hears of this one; when it came, everything before it has come.
    const mark = {
      type: 'directory',
      entry: { kind: 'workspace', row: { id: WS, name: 'mark', rev: 9 } },
    } as const;
    await transaction(world.db, (tx) =>
      appendToFeed(tx, WS, [{ change: mark, audience: { kind: 'everybody' } }]),
    );
    world.channel.hub?.bus.publish(topics.feed, WS);
    const result = {} as Record<Name, string[]>;
    for (const [name, live] of lives) {
      await live.until((one) => one.changes.some((change) => change.type === 'directory'));
      result[name] = live.changes.flatMap((change) => (idOf(change) === dialogId() ? [change.type] : []));
      await live.close();
    }
    return result;
  }

  test.each(Object.entries(SEES))(
    'a new dialog of channel %s enters for those who see its line, and for nobody else',
    async (channelId, watchers) => {
      let id = '';
      const result = await heard(
        () => id,
        async () => {
          id = (await world.channel.receive(`new ${channelId}`, 'hello', { channelId })).dialogId;
        },
      );
      for (const name of NAMES)
        expect([name, result[name]]).toEqual([name, watchers.includes(name) ? ['enter'] : []]);
    },
  );

  test.each(
    Object.keys(SEES).flatMap((channelId) =>
      (['dialog.answer', 'dialog.markRead', 'dialog.finish', 'message.send'] as const).map((name) => ({
        channelId,
        name,
      })),
    ),
  )('$name in channel $channelId: every role may exactly what it sees', async ({ channelId, name }) => {
    for (const who of NAMES) {
      const { dialogId } = await world.channel.receive(`${name} ${channelId} ${who}`, 'hello', { channelId });
      const asked = name === 'message.send' ? say(dialogId, 'hi') : intent(name, { dialogId });
      const [result] = await client(who).act(asked);
      const allowed = SEES[channelId]?.includes(who);
      expect([who, result?.status === 'refused' ? result.refusal.code : 'done']).toEqual([
        who,
        allowed ? 'done' : 'not_found',
      ]);
    }
  });

  test.each(Object.keys(SEES))(
    'pages of a dialog of channel %s, and the list of its client, are for those who see it',
    async (channelId) => {
      const { dialogId, contactId } = await world.channel.receive(`reader ${channelId}`, 'hello', {
        channelId,
      });
      for (const name of NAMES) {
        const page = await client(name).fetch(`/api/dialogs/${dialogId}/messages`);
        const list = await client(name).fetch(`/api/contacts/${contactId}/dialogs`);
        const { dialogs } = contactDialogsResponseSchema.parse(await list.json());
        const allowed = SEES[channelId]?.includes(name);
        expect([name, page.status, dialogs.map(({ id }) => id)]).toEqual([
          name,
          allowed ? 200 : 404,
          allowed ? [dialogId] : [],
        ]);
      }
    },
  );

  test('a dialog that moves to another line goes from some, enters for others, and stays a row for the rest', async () => {
    const { dialogId } = await world.channel.receive('mover', 'hello');
    const result = await heard(
      () => dialogId,
      () => alter(dialogId, { lineId: LINE_C, branchId: SOUTH }),
    );
    expect(result).toEqual({
      ANNA: ['gone'],
      BORIS: ['gone'],
      CLARA: ['enter'],
      VERA: ['gone'],
      ADMIN: ['dialog'],
    });
    const back = await heard(
      () => dialogId,
      () => alter(dialogId, { lineId: LINE_B, branchId: NORTH }),
    );
    expect(back).toEqual({ ANNA: [], BORIS: [], CLARA: ['gone'], VERA: ['enter'], ADMIN: ['dialog'] });
  });

  test('an invited colleague sees a dialog of a foreign line, whole, until he leaves', async () => {
    const { dialogId } = await world.channel.receive('invite', 'hello');
    const invited = await heard(
      () => dialogId,
      () => alter(dialogId, { participantIds: [CLARA] }),
    );
    expect(invited.CLARA).toEqual(['enter']);
    expect((await client('CLARA').fetch(`/api/dialogs/${dialogId}/messages`)).status).toBe(200);
    const [noted] = await client('CLARA').act(say(dialogId, 'a note', 'hidden'));
    expect(noted?.status).toBe('done');
    const left = await heard(
      () => dialogId,
      () => alter(dialogId, { participantIds: [] }),
    );
    expect(left.CLARA).toEqual(['gone']);
    expect((await client('CLARA').fetch(`/api/dialogs/${dialogId}/messages`)).status).toBe(404);
  });

  test('a closed dialog that a colleague takes up again goes from who had it only as his own, and comes whole to the others', async () => {
    const { dialogId } = await world.channel.receive('taken up', 'hello');
    await alter(dialogId, { state: { status: 'active', responsibleId: CLARA } });
    const [finished] = await client('CLARA').act(intent('dialog.finish', { dialogId, afterSeq: null }));
    expect(finished?.status).toBe('done');
    const result = await heard(
      () => dialogId,
      async () => {
        const [taken] = await client('ANNA').act(intent('dialog.reopen', { dialogId }));
        expect(taken?.status).toBe('done');
      },
    );
    expect(result.CLARA).toEqual(['gone']);
    for (const name of ['ANNA', 'BORIS', 'VERA', 'ADMIN'] as const) expect(result[name]).toEqual(['enter']);
  });

  test('whoever loses sight before he hears of the gain gets nothing of it', async () => {
    const { dialogId } = await world.channel.receive('flicker', 'hello');
    const { cursor } = await client('CLARA').snapshotPage('?limit=1');
    await alter(dialogId, { participantIds: [CLARA] });
    await alter(dialogId, { participantIds: [] });
    await world.channel.receive('flicker', 'secret of line A');
    const live = await client('CLARA').live(cursor);
    await live.until((one) => one.changes.some((change) => change.type === 'gone'));
    expect(JSON.stringify(live.heard)).not.toContain('secret');
    expect(live.changes.map((change) => change.type)).toEqual(['gone']);
    await live.close();
  });

  test('a change of one’s rights reaches only oneself and counts from then on', async () => {
    const { cursor } = await client('CLARA').snapshotPage('?limit=1');
    const clara = await client('CLARA').live(cursor);
    const boris = await client('BORIS').live(cursor);
    await clara.until((live) => live.cursor !== null);
    const scope: Scope = { operatorId: CLARA, role: 'operator', lineIds: [LINE_A, LINE_C], branchIds: [] };
    await transaction(world.db, async (tx) => {
      await tx.db
        .insertInto('line_members')
        .values({ workspace_id: WS, operator_id: CLARA, line_id: LINE_A })
        .execute();
      await appendToFeed(tx, WS, [
        { change: { type: 'scope', scope }, audience: { kind: 'operator', operatorId: CLARA } },
      ]);
    });
    world.channel.hub?.bus.publish(topics.feed, WS);
    await clara.until((live) => live.changes.some((change) => change.type === 'scope'));
    const { dialogId } = await world.channel.receive('after rights', 'hello');
    for (const live of [clara, boris])
      await live.until((one) => one.changes.some((change) => idOf(change) === dialogId));
    expect(boris.changes.some((change) => change.type === 'scope')).toBe(false);
    await Promise.all([clara.close(), boris.close()]);
    await world.db
      .deleteFrom('line_members')
      .where('operator_id', '=', CLARA)
      .where('line_id', '=', LINE_A)
      .execute();
  });

  test('typing reaches colleagues who see the dialog, on every hub, and not the one who types', async () => {
    const { dialogId } = await world.channel.receive('typist', 'hello');
    const second = await world.hub();
    const hello = async (name: Name, at: Hub): Promise<Live> => {
      const live = await client(name).at(at.url).live(null);
      return await live.until((one) => one.heard.some((message) => message.type === 'welcome'));
    };
    const [anna, boris, clara] = await Promise.all([
      hello('ANNA', hub),
      hello('BORIS', second),
      hello('CLARA', second),
    ]);
    // Somebody who does not see the dialog types into it: nobody hears of that.
    clara.send({ type: 'typing', dialogId, visibility: 'public' });
    clara.send({ type: 'ping' });
    await clara.until((live) => live.heard.some((message) => message.type === 'pong'));
    anna.send({ type: 'typing', dialogId, visibility: 'public' });
    await boris.until((live) => live.heard.some((message) => message.type === 'typing'));
    expect(boris.heard.find((message) => message.type === 'typing')).toEqual({
      type: 'typing',
      dialogId,
      by: { kind: 'operator', operatorId: ANNA, visibility: 'public' },
    });
    world.channel.hub?.clientTyping({ workspaceId: WS, channelId: CHANNEL_A, externalUserId: 'typist' });
    await anna.until((live) => live.heard.some((message) => message.type === 'typing'));
    expect(anna.heard.filter((message) => message.type === 'typing')).toEqual([
      { type: 'typing', dialogId, by: { kind: 'client' } },
    ]);
    expect(clara.heard.map((message) => message.type)).not.toContain('typing');
    const typed = (live: Live) =>
      live.heard.flatMap((message) => (message.type === 'typing' ? [message.by] : []));
    await boris.until((live) => typed(live).some((by) => by.kind === 'client'));
    expect(typed(boris)).toEqual([
      { kind: 'operator', operatorId: ANNA, visibility: 'public' },
      { kind: 'client' },
    ]);
    await Promise.all([anna, boris, clara].map((live) => live.close()));
    await second.stop();
  });

  test('the condition in SQL agrees with the rule, for every role and every dialog', async () => {
    const rows = await world.db.selectFrom('dialogs').selectAll().execute();
    expect(rows.length).toBeGreaterThan(50);
    const lists = [[], [LINE_A], [LINE_B, LINE_C], [LINE_A, LINE_B, LINE_C]];
    for (const operatorId of Object.values(EVERYBODY)) {
      for (const role of ['operator', 'senior', 'admin'] as const) {
        for (const lineIds of lists) {
          for (const branchIds of [[], [NORTH], [NORTH, SOUTH]]) {
            const scope: Scope = { operatorId, role, lineIds, branchIds };
            const found = await world.db.selectFrom('dialogs').select('id').where(visible(scope)).execute();
            const right = rows.filter((row) => sees(scope, audienceOf(toDialog(row))));
            expect(found.map((row) => row.id).toSorted()).toEqual(right.map((row) => row.id).toSorted());
          }
        }
      }
    }
  });

  /** What a later intent (transfer, invite) will do. */
  async function alter(dialogId: string, patch: object): Promise<void> {
    await transaction(world.db, async (tx) => {
      await lockDialog(tx, WS, dialogId);
      const row = await tx.db
        .selectFrom('dialogs')
        .selectAll()
        .where('id', '=', dialogId)
        .executeTakeFirstOrThrow();
      const dialog = toDialog(row);
      await writeDialog(tx.db, {
        workspaceId: WS,
        before: dialog,
        next: { ...dialog, ...patch },
        messages: [],
      });
      tx.afterCommit(() => world.channel.hub?.bus.publish(topics.feed, WS));
    });
  }
});

function idOf(change: Change): string | null {
  switch (change.type) {
    case 'dialog':
      return change.dialog.id;
    case 'message':
      return change.message.dialogId;
    case 'enter':
      return change.bundle.dialog.id;
    case 'gone':
      return change.dialogId;
    default:
      return null;
  }
}
