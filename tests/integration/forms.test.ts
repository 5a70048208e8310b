import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { formSchema, type FormRequest } from '#shared/domain/form.ts';
import { migrate } from '#server/db/migrate.ts';
import { MIGRATIONS } from '#server/db/migrations/all.ts';
import { forms } from '#server/db/migrations/019-forms.ts';
import { openPool } from '#server/db/pool.ts';
import { toMessage } from '#server/db/rows.ts';
import type { Hub } from '#server/hub.ts';
import { scrubFeed } from '#server/intents/scrub.ts';
import { createLog } from '#server/lib/log.ts';
import { WORKSPACE } from '#server/seed/company.ts';
import type { ChatAnswers } from '#shared/wire/chat/form.ts';
import type { ChatItem } from '#shared/wire/chat/item.ts';
import { eventually, Operator, Visitor, World } from './sitechat-world.ts';

/** Forms from the operator to the visitor and back, on a real PostgreSQL. */

const FORM: FormRequest = {
  language: 'ru',
  fields: [
    { kind: 'name', required: true },
    { kind: 'phone', required: true },
    { kind: 'email', required: false },
    { kind: 'question', question: 'Какой размер?', required: false },
  ],
};
const GOOD = ['Анна', '8 916 123-45-67', 'Anna@Mail.Example', 'M'];
const answersTo = (formId: string, values: readonly string[] = GOOD): ChatAnswers => ({
  formId,
  values: values.map((value, field) => ({ field, value })),
});

let world: World;
/** The same database as the hubs use. */
let pool: ReturnType<typeof openPool>;
let hub: Hub;
let second: Hub;
let anna: Operator;

beforeAll(async () => {
  world = await World.start();
  pool = openPool(world.url, 2, createLog('silent', false));
  hub = await world.hub({ RATE_LIMITS: 'off' });
  second = await world.hub({ RATE_LIMITS: 'off' });
  anna = await Operator.signIn(hub, 'anna');
});
afterAll(async () => {
  await pool.close();
  await world.stop();
});

interface Asked {
  visitor: Visitor;
  dialogId: string;
  /** The item with the form, and its message's id. */
  item: ChatItem;
}

async function one<Row extends object>(sql: string, ...values: unknown[]): Promise<Row> {
  const { rows } = await world.pool.query<Row>(sql, values);
  const [row] = rows;
  if (!row) throw new Error(`No row: ${sql}`);
  return row;
}

async function ask(form: FormRequest = FORM): Promise<Asked> {
  const visitor = await Visitor.create(hub);
  const { id } = await visitor.say('hello');
  const { dialog_id: dialogId } = await one<{ dialog_id: string }>(
    'select dialog_id from messages where id = $1',
    id,
  );
  await anna.do('dialog.answer', { dialogId });
  const sent = { dialogId, text: 'Напишите:', visibility: 'public', form, afterSeq: null };
  expect(await anna.do('message.send', sent)).toMatchObject({ status: 'done' });
  const { items } = await eventually(
    () => visitor.items(),
    (page) => page.items.length === 2,
  );
  const [, item] = items;
  if (!item) throw new Error('No form');
  return { visitor, dialogId, item };
}

const submit = (visitor: Visitor, answers: unknown, clientId: string = randomUUID()): Promise<Response> =>
  visitor.request('/messages', {
    method: 'POST',
    body: JSON.stringify({ clientId, text: 'not the words', answers }),
  });

async function codeOf(response: Response): Promise<[number, string]> {
  const { error } = (await response.json()) as { error?: { code: string } };
  return [response.status, error?.code ?? 'taken'];
}

const storedOf = async (visitor: Visitor): Promise<unknown> =>
  one(
    `select (select count(*)::int from sitechat_items where visitor_id = $1) as items,
      (select count(*)::int from messages m join dialogs d on d.id = m.dialog_id
        where d.external_user_id = $1::text) as messages`,
    visitor.visitorId,
  );

const contactOf = (dialogId: string) =>
  one<{ id: string; name: string | null; phones: { value: string; source: string }[]; emails: object[] }>(
    'select c.id, c.name, c.phones, c.emails from contacts c join dialogs d on d.contact_id = c.id where d.id = $1',
    dialogId,
  );

describe('a form that is answered', () => {
  it('is asked in its own words, and answered by a message that says all of it', async () => {
    const { visitor, dialogId, item } = await ask();
    expect(item).toMatchObject({ text: 'Напишите:', from: 'company' });
    expect(item.form).toEqual({
      fields: [
        { kind: 'name', label: 'Имя', required: true },
        { kind: 'phone', label: 'Телефон', required: true },
        { kind: 'email', label: 'Эл. почта', required: false },
        { kind: 'question', label: 'Какой размер?', required: false },
      ],
      values: null,
    });
    const live = await visitor.at(second).live(item.seq, visitor.token, 0);
    const said = await visitor.say('', { answers: answersTo(item.id, [...GOOD.slice(0, 2), '', 'M\u0000']) });
    expect(said.text).toBe('Имя: Анна\nТелефон: 8 916 123-45-67\nКакой размер?: M');
    await live.until(() => live.items.some(({ form }) => form?.values));
    expect(live.items.findLast(({ id }) => id === item.id)?.form?.values?.slice(0, 4)).toEqual([
      'Анна',
      '8 916 123-45-67',
      null,
      'M',
    ]);
    await live.close();
    const message = await one<{ answers: object; text: string }>(
      'select answers, text from messages where id = $1',
      said.id,
    );
    expect(message).toMatchObject({ text: said.text, answers: { formId: item.id } });
    const { form } = await one<{ form: unknown }>('select form from messages where id = $1', item.id);
    expect(formSchema.parse(form)).toEqual({ ...FORM, answeredBy: said.id });
    const dialog = await one('select unread, waiting_since from dialogs where id = $1', dialogId);
    expect(dialog).toMatchObject({ unread: 1, waiting_since: expect.any(Date) as Date });
  });

  it('leaves name, number and address on the card, and nothing over what colleagues keep', async () => {
    const { visitor, dialogId, item } = await ask();
    await visitor.say('', { answers: answersTo(item.id) });
    const contact = await contactOf(dialogId);
    expect(contact).toMatchObject({
      name: 'Анна',
      phones: [{ value: '+79161234567', source: 'client' }],
      emails: [{ value: 'anna@mail.example', source: 'client' }],
    });
    await anna.do('contact.rename', { contactId: contact.id, name: 'Anna Petrova' });
    await anna.do('contact.removePhone', { contactId: contact.id, value: '+79161234567' });
    const again = { dialogId, text: 'Ещё раз:', visibility: 'public', form: FORM, afterSeq: null };
    await anna.do('message.send', again);
    const { items } = await eventually(
      () => visitor.items(),
      (page) => page.items.length === 4,
    );
    await visitor.say('', { answers: answersTo(items[3]?.id ?? '') });
    expect(await contactOf(dialogId)).toMatchObject({ name: 'Anna Petrova', phones: [] });
  });

  it('may be answered when its dialog is over: the answer opens the next one', async () => {
    const { visitor, dialogId, item } = await ask();
    expect(await anna.do('dialog.finish', { dialogId, afterSeq: null })).toMatchObject({ status: 'done' });
    const said = await visitor.say('', { answers: answersTo(item.id) });
    const next = await one<{ dialog_id: string }>('select dialog_id from messages where id = $1', said.id);
    expect(next.dialog_id).not.toBe(dialogId);
    const { form } = await one<{ form: { answeredBy: string } }>(
      'select form from messages where id = $1',
      item.id,
    );
    expect(form.answeredBy).toBe(said.id);
    const told = await world.pool.query(
      `select 1 from feed where change -> 'message' ->> 'id' = $1 and change -> 'message' -> 'form' ->> 'answeredBy' = $2`,
      [item.id, said.id],
    );
    expect(told.rows).toHaveLength(1);
  });
});

describe('once', () => {
  it('however many come at the same time, through several hubs', async () => {
    const { visitor, item } = await ask();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        submit(n % 2 ? visitor : visitor.at(second), answersTo(item.id)).then(codeOf),
      ),
    );
    expect(answers.filter(([status]) => status === 200)).toHaveLength(1);
    expect(answers.filter(([status]) => status !== 200)).toEqual(
      Array.from({ length: 7 }, () => [409, 'form_answered']),
    );
    expect(await storedOf(visitor)).toMatchObject({ items: 3 });
  });

  it('the same one again, at once or later, is the same message', async () => {
    const { visitor, item } = await ask();
    const clientId = randomUUID();
    const repeat = (): Promise<{ item: ChatItem }> =>
      submit(visitor, answersTo(item.id), clientId).then((response) => response.json()) as never;
    const all = [...(await Promise.all([repeat(), repeat(), repeat()])), await repeat()];
    expect(new Set(all.map((answer) => answer.item.id)).size).toBe(1);
    expect(await storedOf(visitor)).toMatchObject({ items: 3 });
  });
});

describe('what is refused leaves nothing', () => {
  async function expectRefused(asked: Asked, answers: unknown, status: number, code: string): Promise<void> {
    const before = await storedOf(asked.visitor);
    expect(await codeOf(await submit(asked.visitor, answers))).toEqual([status, code]);
    expect(await storedOf(asked.visitor)).toEqual(before);
    const { form } = await one<{ form: { answeredBy: null } }>(
      'select form from messages where id = $1',
      asked.item.id,
    );
    expect(form.answeredBy).toBeNull();
  }

  it('a form that is not there, or not his', async () => {
    const [mine, other] = [await ask(), await ask()];
    const first = (await mine.visitor.items()).items[0];
    await anna.send(mine.dialogId, 'no form');
    const note = await anna.send(mine.dialogId, 'hidden', 'hidden');
    const { items } = await eventually(
      () => mine.visitor.items(),
      (page) => page.items.length === 3,
    );
    for (const id of [randomUUID(), other.item.id, first?.id, items[2]?.id, note.id])
      await expectRefused(mine, answersTo(id ?? ''), 404, 'not_found');
  });

  test.each<[string, (formId: string) => unknown]>([
    ['a field that was not asked', (id) => answersTo(id, [...GOOD, 'more'])],
    ['what was required left out', (id) => answersTo(id, ['Анна'])],
    ['what was required left blank', (id) => answersTo(id, ['\u200b', ...GOOD.slice(1)])],
    ['a number that cannot be', (id) => answersTo(id, ['Анна', '12345'])],
    ['an address that is none', (id) => answersTo(id, ['Анна', GOOD[1] ?? '', 'anna'])],
    ['an answer without an end', (id) => answersTo(id, [...GOOD.slice(0, 3), 'x'.repeat(2_001)])],
    ['a name without an end', (id) => answersTo(id, ['x'.repeat(201), ...GOOD.slice(1)])],
    [
      'a field answered twice',
      (id) => ({ formId: id, values: [...answersTo(id).values, { field: 0, value: 'B' }] }),
    ],
    ['no field', (id) => ({ formId: id, values: [{ field: -1, value: 'B' }] })],
    ['a field by another name', (id) => ({ formId: id, values: [{ field: 'name', value: 'B' }] })],
    ['no values', (id) => ({ formId: id })],
    ['no form', () => ({ formId: 'x', values: [] })],
    ['a word for answers', () => 'yes'],
  ])('%s', async (_what, answers) => {
    const asked = await ask();
    await expectRefused(asked, answers(asked.item.id), 400, 'bad_request');
  });

  it('answers with files', async () => {
    const { visitor, item } = await ask();
    const body = { clientId: randomUUID(), text: '', answers: answersTo(item.id), files: [randomUUID()] };
    const response = await visitor.request('/messages', { method: 'POST', body: JSON.stringify(body) });
    expect(await codeOf(response)).toEqual([400, 'bad_request']);
  });

  it('a form that was deleted, which the visitor sees no more', async () => {
    const { visitor, dialogId, item } = await ask();
    await anna.do('message.delete', { dialogId, messageId: item.id });
    const { items } = await eventually(
      () => visitor.items(),
      (page) => page.items[1]?.deleted === true,
    );
    expect(items[1]?.form).toBeNull();
    expect(await codeOf(await submit(visitor, answersTo(item.id)))).toEqual([404, 'not_found']);
    const { rows } = await world.pool.query(
      'select form from messages where id = $1 union all select form from sitechat_items where message_id = $1',
      [item.id],
    );
    expect(rows).toEqual([{ form: null }, { form: null }]);
    // Nor is it in what the feed keeps of the time before.
    await scrubFeed(pool.db, WORKSPACE.id, new Map());
    const { rows: kept } = await world.pool.query(
      `select 1 from feed where change -> 'message' ->> 'id' = $1 and change::text like '%размер%'`,
      [item.id],
    );
    expect(kept).toEqual([]);
  });
});

describe('a form is public', () => {
  it('hidden it is refused, chosen so or by what it answers', async () => {
    const { visitor, dialogId } = await ask();
    const note = await anna.send(dialogId, 'between us', 'hidden');
    const hidden = { dialogId, text: 'x', form: FORM, afterSeq: null };
    for (const args of [
      { ...hidden, visibility: 'hidden' },
      { ...hidden, visibility: 'public', replyTo: note.id },
    ])
      expect(await anna.do('message.send', args)).toMatchObject({ refusal: { code: 'form_is_public' } });
    expect((await visitor.items()).items).toHaveLength(2);
  });

  it('the database holds to it, and to one answer', async () => {
    const { visitor, dialogId, item } = await ask();
    const note = await anna.send(dialogId, 'between us', 'hidden');
    const said = await visitor.say('', { answers: answersTo(item.id) });
    const form = JSON.stringify({ ...FORM, answeredBy: null });
    const answers = JSON.stringify({ formId: item.id, values: [] });
    const other = await visitor.say('words');
    const set = (id: string, column: string, value: string): Promise<unknown> =>
      world.pool.query(`update messages set ${column} = $2 where id = $1`, [id, value]);
    await expect(set(note.id, 'form', form)).rejects.toThrow('form_goes_out');
    await expect(set(said.id, 'form', form)).rejects.toThrow('form_goes_out');
    await expect(set(item.id, 'answers', answers)).rejects.toThrow('client_answers');
    await expect(set(other.id, 'answers', answers)).rejects.toThrow('answers_of_form');
  });

  it('cannot be changed once it was sent', async () => {
    const { dialogId, item } = await ask();
    const edit = { dialogId, messageId: item.id, text: 'Other words' };
    expect(await anna.do('message.edit', edit)).toMatchObject({ refusal: { code: 'form_is_sent' } });
  });
});

it('the hub finds the answers by their words, and tells them with the messages', async () => {
  const { visitor, dialogId, item } = await ask();
  const word = `Анастасия${Date.now()}`;
  const said = await visitor.say('', { answers: answersTo(item.id, [word, ...GOOD.slice(1)]) });
  const found = await anna.request(`/search?q=${encodeURIComponent(word)}&limit=5`);
  expect(await found.text()).toContain(said.id);
  const page = (await (await anna.request(`/dialogs/${dialogId}/messages`)).json()) as {
    messages: { id: string }[];
  };
  const of = (id: string) => page.messages.find((message) => message.id === id);
  expect(of(item.id)).toMatchObject({ form: { ...FORM, answeredBy: said.id } });
  expect(of(said.id)).toMatchObject({ answers: { formId: item.id } });
});

it('what was said before there were forms says the same afterwards, in a new epoch', async () => {
  await world.pool.query('create database before_forms');
  const url = new URL(world.url);
  url.pathname = '/before_forms';
  const before = openPool(url.href, 2, createLog('silent', false));
  try {
    await migrate(before.db, MIGRATIONS.slice(0, forms.number - 1));
    await before.pg.query(OLD_ROWS);
    expect(await migrate(before.db, MIGRATIONS.slice(0, forms.number))).toBe(1);
    const rows = await before.db.selectFrom('messages').selectAll().orderBy('seq').execute();
    const kept = rows.map(toMessage);
    expect(kept.map(({ body }) => body)).toMatchObject([{ text: 'hello' }, { text: 'between us' }]);
    expect(kept.some((message) => 'form' in message || 'answers' in message)).toBe(false);
    const { epoch } = await before.db.selectFrom('feed_state').select('epoch').executeTakeFirstOrThrow();
    expect(epoch).not.toBe('old');
  } finally {
    await before.close();
  }
});

const ID = `'01890000-0000-7000-8000-000000000001'`;
const OLD_ROWS = `
  insert into workspaces (id, name) values (${ID}, 'w');
  insert into branches (workspace_id, id, name) values (${ID}, ${ID}, 'b');
  insert into lines (workspace_id, id, branch_id, name) values (${ID}, ${ID}, ${ID}, 'l');
  insert into channels (workspace_id, id, line_id, kind, name) values (${ID}, ${ID}, ${ID}, 'sitechat', 'c');
  insert into contacts (workspace_id, id, number, created_at) values (${ID}, ${ID}, 1, now());
  insert into contact_identities (workspace_id, channel_id, external_id, contact_id, kind)
    values (${ID}, ${ID}, 'x', ${ID}, 'sitechat');
  insert into dialogs (workspace_id, id, channel_id, line_id, branch_id, contact_id, external_user_id, status,
      created_at, last_activity_at, unread, last_seq, rev)
    values (${ID}, ${ID}, ${ID}, ${ID}, ${ID}, ${ID}, 'x', 'queued', now(), now(), 1, 2, 1);
  insert into messages (workspace_id, dialog_id, seq, id, author_kind, author_id, visibility, kind, text, at)
    values (${ID}, ${ID}, 1, gen_random_uuid(), 'client', ${ID}, 'public', 'text', 'hello', now()),
      (${ID}, ${ID}, 2, gen_random_uuid(), 'operator', ${ID}, 'hidden', 'text', 'between us', now());
  insert into feed_state (workspace_id, epoch, cluster, kept_from) values (${ID}, 'old', 'c', pg_current_xact_id());
`;
