import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLiveHub, type TalkMarks } from '#server/channels/sitechat/live-hub.ts';
import { createLog } from '#server/lib/log.ts';
import { openPool, type Pool } from '#server/db/pool.ts';
import { demoOf, Visitor, World } from './sitechat-world.ts';

/** Hints that were lost: nothing comes over the bus here, only the look that is taken now and then. */

let world: World;
let pool: Pool;
const SILENT = { publish: () => undefined, subscribe: () => () => undefined };
const log = createLog('silent', false);

beforeAll(async () => {
  world = await World.start();
  pool = openPool(world.url, 2, log);
});
afterAll(async () => {
  await pool.close();
  await world.stop();
});

test('of all who wait only those are woken who lack something, by a statement for many', async () => {
  const hub = await world.hub();
  const visitors = await Promise.all(Array.from({ length: 5 }, () => Visitor.create(hub)));
  const [talker] = visitors;
  if (!talker) throw new Error('Nobody came');
  await talker.say('one');
  const { rows } = await world.pool.query<{ workspace_id: string }>(
    'select workspace_id from channels where id = $1',
    [demoOf(hub).channelId],
  );
  const workspaceId = rows[0]?.workspace_id ?? '';
  const live = createLiveHub({ db: pool.db, bus: SILENT, log }, 20);
  const woken: string[] = [];
  const looks = new Map<string, number>();
  const has = new Map(visitors.map(({ visitorId }) => [visitorId, 0]));
  for (const { visitorId } of visitors) {
    live.add({
      key: { workspaceId, visitorId },
      isBehind: ({ lastSeq }: TalkMarks) => {
        looks.set(visitorId, (looks.get(visitorId) ?? 0) + 1);
        return lastSeq > (has.get(visitorId) ?? 0);
      },
      wake: () => {
        woken.push(visitorId);
        has.set(visitorId, 1);
      },
      stop: () => undefined,
    });
  }
  await expect.poll(() => woken).toEqual([talker.visitorId]);
  // Everybody was looked at twice more, and nobody is woken for nothing.
  const enough = (looks.get(talker.visitorId) ?? 0) + 2;
  await expect
    .poll(() => Math.min(...visitors.map(({ visitorId }) => looks.get(visitorId) ?? 0)))
    .toBeGreaterThan(enough);
  expect(woken).toEqual([talker.visitorId]);
  live.stop();
});
