import { afterAll, beforeAll, expect, test } from 'vitest';
import { talkIdOf, type TalkPlace } from '#shared/domain/talk.ts';
import { intent, type Client } from './support/client.ts';
import { ANNA, BORIS, CLARA, LINE_A, NORTH, VERA, WS } from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

/** Whom a message of the team calls once its words are others: only who has not read it is counted. */
const PLACE: TalkPlace = { kind: 'line', lineId: LINE_A, branchId: NORTH };
const talkId = talkIdOf(WS, PLACE);

let postgres: TestPostgres;
let world: World;
let anna: Client;
let others: Client[];

beforeAll(async () => {
  postgres = await TestPostgres.start();
  world = await World.create(postgres);
  const hub = await world.hub();
  anna = await world.signIn(hub, ANNA);
  others = [await world.signIn(hub, BORIS), await world.signIn(hub, VERA)];
});
afterAll(async () => {
  await world?.stop();
  await postgres?.stop();
});

const say = (text: string) => intent('talk.send', { talkId, place: PLACE, text });
const edit = (messageId: string, text: string, mentions?: string[]) =>
  intent('talk.edit', { talkId, messageId, text, ...(mentions && { mentions }) });
const done = async (client: Client, asked: object): Promise<void> =>
  expect(await client.act(asked)).toMatchObject([{ status: 'done' }]);
const markOf = async (client: Client) => {
  const { talks } = await client.snapshotPage('?limit=1');
  return talks.find(({ talk }) => talk.id === talkId);
};
/** By Boris and Vera. */
const calls = (): Promise<number[]> =>
  Promise.all(others.map(async (one) => (await markOf(one))?.mark?.mentions ?? 0));

test('a changed message calls those whom it names now, each once, and nobody whom it names no more', async () => {
  const said = say('look');
  await done(anna, said);
  await done(anna, edit(said.id, 'look, Boris', [BORIS]));
  expect(await calls()).toEqual([1, 0]);
  await done(anna, edit(said.id, 'look, both', [VERA, CLARA, VERA, BORIS, ANNA]));
  expect(await calls()).toEqual([1, 1]);
  // As clients of before ask for it: the names stay.
  await done(anna, edit(said.id, 'look, you two'));
  expect(await calls()).toEqual([1, 1]);
  await done(anna, edit(said.id, 'look, Vera', [VERA]));
  expect(await calls()).toEqual([0, 1]);
  // A mention opens no doors.
  const { rows } = await world.pool.pg.query('select 1 from talk_marks where operator_id = $1', [CLARA]);
  expect(rows).toEqual([]);
  await done(anna, intent('talk.delete', { talkId, messageId: said.id }));
  expect(await calls()).toEqual([0, 0]);
});

test('who has read a message is not called by it later', async () => {
  const said = say('nobody');
  await done(anna, said);
  const [boris] = others;
  const seq = (boris && (await markOf(boris))?.talk.lastSeq) ?? 0;
  await done(boris ?? anna, intent('talk.read', { talkId, seq }));
  await done(anna, edit(said.id, 'Boris and Vera, after all', [BORIS, VERA]));
  expect(await calls()).toEqual([0, 1]);
});
