import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { directPlace, talkIdOf } from '#shared/domain/talk.ts';
import { newId } from '#server/lib/ids.ts';
import { CHANNELS, LINES, OPERATORS, WORKSPACE } from '#server/seed/company.ts';
import type { Hub } from '#server/hub.ts';
import { eventually, Operator, Visitor, World } from './sitechat-world.ts';
import { CASES, type Case } from './support/hidden-cases.ts';
import { OPEN, SECRET, type Desk, type Touching } from './support/hidden-desk.ts';
import { claimed, sample, tus } from './support/upload.ts';

/** Scenario C4 with the eyes of those outside: a visitor of the real site chat, and somebody who has signed in nowhere. */

const LIST = (Object.keys(CASES) as Touching[]).flatMap((name) =>
  CASES[name].map((one, n): [string, Touching, Case] => [`${name} ${n + 1}`, name, one]),
);
const idOf = (login: string): string => OPERATORS.find((one) => one.login === login)?.id ?? '';

describe('what a visitor sees of what is hidden from him', () => {
  let world: World;
  let hub: Hub;
  let operators: { anna: Operator; boris: Operator };
  /** Of the last one. */
  let last: { desk: Desk; visitor: Visitor };

  beforeAll(async () => {
    world = await World.start();
    hub = await world.hub({ RATE_LIMITS: 'off' });
    operators = { anna: await Operator.signIn(hub, 'anna'), boris: await Operator.signIn(hub, 'boris') };
  });
  afterAll(() => world?.stop());

  async function dialogOf(messageId: string): Promise<{ dialogId: string; contactId: string }> {
    const { rows } = await world.pool.query<{ dialogId: string; contactId: string }>(
      `select d.id as "dialogId", d.contact_id as "contactId" from messages m
       join dialogs d on d.workspace_id = m.workspace_id and d.id = m.dialog_id where m.id = $1`,
      [messageId],
    );
    const [found] = rows;
    if (!found) throw new Error(`There is no message ${messageId}`);
    return found;
  }

  async function makeDesk(visitor: Visitor, withFile: boolean): Promise<Desk> {
    const does: Desk['does'] = async (who, name, args) => {
      const result = await operators[who].do(name, { ...args });
      expect([name, result]).toEqual([name, expect.objectContaining({ status: 'done' })]);
      return result.id;
    };
    const asked = await visitor.say('hello');
    const found = await dialogOf(asked.id);
    const other = await dialogOf((await (await Visitor.create(hub)).say('hello, too')).id);
    const message = { dialogId: found.dialogId, afterSeq: null };
    const talk = directPlace(idOf('anna'), idOf('boris'));
    const talkId = talkIdOf(WORKSPACE.id, talk);
    const file = sample(`${SECRET}.txt`, `${SECRET} in a file`);
    if (withFile) await tus((path, init) => operators.anna.request(path, init)).whole(file);
    return {
      ...found,
      anna: idOf('anna'),
      boris: idOf('boris'),
      line: { lineId: LINES.kazan.id, branchId: LINES.kazan.branch.id },
      channelId: CHANNELS.shop.id,
      otherId: other.contactId,
      askedId: asked.id,
      answerId: await does('anna', 'message.send', {
        ...message,
        text: `${OPEN} answer`,
        visibility: 'public',
      }),
      hiddenId: await does('anna', 'message.send', {
        ...message,
        text: `${SECRET} note`,
        visibility: 'hidden',
      }),
      talk,
      talkId,
      talkMessageId: await does('anna', 'talk.send', { talkId, place: talk, text: `${SECRET} talk` }),
      file: claimed(file, { kind: 'text', mime: 'text/plain' }),
      noteId: newId(),
      does,
    };
  }

  test.each(LIST)('%s', async (_title, name, one) => {
    const visitor = await Visitor.create(hub);
    const desk = await makeDesk(visitor, name === 'message.send' || name === 'talk.send');
    last = { desk, visitor };
    const live = await visitor.live(0, visitor.token, 0);
    await one.before?.(desk);
    await desk.does(one.by ?? 'anna', name, one.args(desk));
    await eventually(
      async () =>
        (await world.pool.query(`select 1 from deliveries where status <> 'settled' limit 1`)).rowCount,
      (open) => open === 0,
    );
    const now = await visitor.say('and now?');
    await live.until(() => live.items.some(({ id }) => id === now.id));
    const seen = JSON.stringify([
      live.heard,
      await visitor.items('after=0'),
      await visitor.items('after=0&changes=0'),
      await (await visitor.request('/config')).text(),
    ]);
    await live.close();
    expect(seen).toContain(`${OPEN} answer`);
    expect(seen).not.toContain(SECRET);
    expect(seen).not.toContain(desk.hiddenId);
    for (const path of [`/files/${desk.file.id}`, `/files/${desk.file.id}/preview`])
      expect([path, (await visitor.request(path)).status]).toEqual([path, 404]);
  });

  test('nothing of it is told by any address of the hub to who is not signed in', async () => {
    const { desk, visitor } = last;
    const { paths } = (await (await fetch(`${hub.url}/api/openapi.json`)).json()) as {
      paths: Record<string, { get?: object }>;
    };
    const asked = Object.entries(paths).flatMap(([path, { get }]) => (get ? [path] : []));
    expect(asked.length).toBeGreaterThan(10);
    // Each id in the place of each: who may not know them may have guessed them.
    const ids = [desk.hiddenId, desk.dialogId, desk.contactId, desk.file.id, desk.talkId];
    const headers: Record<string, string>[] = [{}, { authorization: `Bearer ${visitor.token}` }];
    for (const path of asked)
      for (const id of path.includes('{') ? ids : ['']) {
        const url = `${hub.url}${path.replace('{channelId}', CHANNELS.shop.id).replaceAll(/\{\w+\}/g, id)}?q=${SECRET}&words=${SECRET}&limit=100`;
        for (const as of headers) {
          const answer = await fetch(url, { headers: as, redirect: 'manual' });
          expect([url, (await answer.text()).includes(`${SECRET} `)]).toEqual([url, false]);
        }
      }
    // Who is signed in and sees the dialog has it: it is there to be told.
    const told = await operators.anna.request(`/dialogs/${desk.dialogId}/messages`);
    expect(await told.text()).toContain(SECRET);
  });
});
