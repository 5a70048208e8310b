import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EngineDesk } from '#tests/support/fake-hub/engine-desk.ts';
import { operatorId } from '#tests/support/fake-hub/model.ts';
import { until } from '#tests/support/fake-hub/replica.ts';

let desk: EngineDesk;
beforeEach(async () => {
  desk = new EngineDesk();
  desk.model.clientWrites(1, 1, 'hello');
  await desk.start();
});
afterEach(() => desk.close());

const known = async (n: number) => (await desk.db.directory.get(['presence', operatorId(n)]))?.row;

it('what was said offline reaches the hub when the network is back, and the last word holds', async () => {
  desk.network.goOffline();
  await until('offline', () => desk.engine.state.current().connection.kind !== 'online');
  for (const choice of ['break', 'online', 'away'] as const) await desk.actions().setPresence(choice);
  desk.network.online = true;
  desk.engine.reconnect();
  await desk.outboxEmpty();
  expect(desk.model.own.presences.get(desk.me)).toMatchObject({ choice: 'away' });
  expect(await known(1)).toMatchObject({ choice: 'away' });
});

it('a colleague’s comes by the feed, and with a snapshot', async () => {
  const set = (choice: string, n: number) =>
    desk.model.execute(operatorId(2), {
      id: `0000000a-0000-7000-8000-00000000000${n}`,
      name: 'presence.set',
      at: n,
      args: { choice, saidAt: n },
    });
  set('break', 1);
  await until('it came', async () => (await known(2)) !== undefined);
  await desk.restart();
  set('off', 2);
  await until('it changed', async () => {
    const row = await known(2);
    return row !== undefined && 'choice' in row && row.choice === 'off';
  });
});

it('who was about is forgotten with the connection', async () => {
  const here = { operatorId: operatorId(2), since: 1, idleSince: null };
  desk.hub.tell({ type: 'colleagues', whole: true, here: [here], gone: [] });
  desk.hub.tell({
    type: 'looking',
    whole: true,
    dialogs: [{ dialogId: desk.firstDialog, operatorIds: [operatorId(2)] }],
  });
  await until('both came', () => desk.engine.around.current().looking[desk.firstDialog] !== undefined);
  expect(Object.keys(desk.engine.around.current().connected ?? {})).toEqual([operatorId(2)]);
  desk.network.goOffline();
  await until('forgotten', () => desk.engine.around.current().connected === null);
  expect(desk.engine.around.current().looking).toEqual({});
});
