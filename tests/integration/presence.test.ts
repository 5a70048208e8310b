/** What operators say of themselves, and how busy they are. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { covers } from '#shared/domain/cursor.ts';
import type { ChosenPresence } from '#shared/domain/presence.ts';
import { loadsResponseSchema } from '#shared/wire/http/loads.ts';
import { readersResponseSchema } from '#shared/wire/http/readers.ts';
import type { Hub } from '#server/hub.ts';
import { newId } from '#server/lib/ids.ts';
import { intent, say, type Client, type Live } from './support/client.ts';
import { ADMIN, ANNA, BORIS, CLARA, VERA } from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

let postgres: TestPostgres;
let world: World;
let hub: Hub;
let anna: Client;
beforeAll(async () => {
  postgres = await TestPostgres.start();
  world = await World.create(postgres);
  hub = await world.hub();
  anna = await world.signIn(hub, ANNA);
});
afterAll(async () => {
  await world.stop();
  await postgres.stop();
});

const said = (live: Live): ChosenPresence[] =>
  live.changes.flatMap((change) =>
    change.type === 'directory' && change.entry.kind === 'presence' ? [change.entry.row] : [],
  );
const set = (choice: ChosenPresence['choice'], saidAt = Date.now(), id = newId()) =>
  intent('presence.set', { choice, saidAt }, id);

describe('presence.set', () => {
  test('everybody of the company hears of it, on every hub, and whoever comes later finds it', async () => {
    const second = await world.hub();
    const clara = await world.signIn(hub, CLARA);
    const live = await clara.at(second.url).live((await clara.snapshotPage()).cursor);
    const [result] = await anna.act(set('break'));
    expect(result?.status).toBe('done');
    await live.until((one) => said(one).length > 0);
    expect(said(live)).toEqual([{ id: ANNA, choice: 'break', since: expect.any(Number) as number, rev: 1 }]);
    const { directory } = await clara.snapshotPage();
    expect(directory.filter((row) => row.kind === 'presence').map((row) => row.row.choice)).toEqual([
      'break',
    ]);
    await live.close();
    await second.stop();
  });

  test('once: sent again it answers the same and changes nothing', async () => {
    const once = set('away');
    const [first] = await anna.act(once);
    await anna.act(set('online'));
    const [again] = await anna.act(once);
    expect(again).toEqual(first);
    const [other] = await (await world.signIn(hub, BORIS)).act(once);
    expect(other).toMatchObject({ status: 'refused', refusal: { code: 'invalid' } });
    const rows = await world.db.selectFrom('operator_presence').selectAll().execute();
    expect(rows.map((row) => [row.operator_id, row.choice])).toEqual([[ANNA, 'online']]);
  });

  test('the last word wins, however late an earlier one comes; one of the future is one of now', async () => {
    const now = Date.now();
    const read = async () =>
      world.db.selectFrom('operator_presence').selectAll().where('operator_id', '=', ANNA).executeTakeFirst();
    await anna.act(set('break', now + 3_600_000));
    expect((await read())?.since.getTime()).toBeLessThanOrEqual(Date.now());
    const [late] = await anna.act(set('off', now - 60_000));
    expect(late?.status).toBe('done');
    expect((await read())?.choice).toBe('break');
    const since = (await read())?.since;
    await anna.act(set('break'));
    expect((await read())?.since).toEqual(since);
    await anna.act(set('online'));
    expect((await read())?.choice).toBe('online');
  });

  test('its position is passed by the feed of the one who said it', async () => {
    const live = await anna.live((await anna.snapshotPage()).cursor);
    for (const word of [set('break'), set('off', 1)]) {
      const [result] = await anna.act(word);
      if (result?.status !== 'done') throw new Error(JSON.stringify(result));
      await live.until(({ cursor }) => cursor !== null && covers(cursor, result.position));
    }
    await live.close();
  });

  test('twenty at once end with the last of them', async () => {
    const boris = await world.signIn(hub, BORIS);
    const now = Date.now();
    const words = Array.from({ length: 20 }, (_, i) =>
      set(i === 13 ? 'away' : 'break', now - Math.abs(i - 13)),
    );
    await Promise.all(words.map((word) => boris.act(word)));
    const row = await world.db
      .selectFrom('operator_presence')
      .select('choice')
      .where('operator_id', '=', BORIS)
      .executeTakeFirst();
    expect(row?.choice).toBe('away');
  });
});

test('loads count what each has on his hands, also for those who do not see it', async () => {
  const [one, two] = [await world.channel.receive('load 1', 'a'), await world.channel.receive('load 2', 'b')];
  const clara = await world.signIn(hub, CLARA);
  const loads = async () => {
    const response = await clara.fetch('/api/operators/loads');
    return loadsResponseSchema.parse(await response.json()).loads;
  };
  expect(await loads()).toEqual([]);
  await anna.act(intent('dialog.answer', { dialogId: one.dialogId }), say(two.dialogId, 'answered'));
  expect(await loads()).toEqual([{ operatorId: ANNA, open: 2, waiting: 1 }]);
  await anna.act(intent('dialog.finish', { dialogId: one.dialogId, afterSeq: null }));
  expect(await loads()).toEqual([{ operatorId: ANNA, open: 1, waiting: 0 }]);
  expect((await fetch(`${hub.url}/api/operators/loads`)).status).toBe(401);
});

test('who sees a dialog, and will hear of being named in it, is told to those who see it themselves', async () => {
  const { dialogId } = await world.channel.receive('client of readers', 'hello');
  const ask = (client: Client) => client.fetch(`/api/dialogs/${dialogId}/readers`);
  const { operatorIds } = readersResponseSchema.parse(await (await ask(anna)).json());
  expect(operatorIds.toSorted()).toEqual([ADMIN, ANNA, BORIS, VERA].toSorted());
  const clara = await world.signIn(hub, CLARA);
  expect((await ask(clara)).status).toBe(404);
  await anna.act(
    intent('dialog.answer', { dialogId }),
    intent('dialog.invite', { dialogId, operatorIds: [CLARA], note: '' }),
  );
  expect(readersResponseSchema.parse(await (await ask(clara)).json()).operatorIds).toContain(CLARA);
});
