import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { audienceOf, sees, type Scope } from '#shared/domain/scope.ts';
import { dialogBundleSchema, type DialogBundle } from '#shared/domain/bundle.ts';
import { wholeBundle } from '#shared/domain/packed-bundle.ts';
import {
  ARCHIVE_DIALOG_MESSAGES,
  ARCHIVE_TYPE,
  archiveHeadSchema,
  archiveLineSchema,
  type ArchiveHead,
} from '#shared/wire/http/archive.ts';
import { toContact, toDialog, toMessage } from '#server/db/rows.ts';
import type { Hub } from '#server/hub.ts';
import { intent, say, type Client } from './support/client.ts';
import { ANNA, BORIS, CHANNEL_A, CHANNEL_B, CHANNEL_C, LINE_A, NORTH, VERA, WS } from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

interface Pack {
  head: ArchiveHead;
  bundles: DialogBundle[];
}
interface Answer {
  cursor: { epoch: string; xid: string };
  total: number;
  packs: Pack[];
  /** Of the last line; undefined when the answer was cut off. */
  next: string | null | undefined;
}

/** @param read of each bundle as it came */
function parse(text: string, read: (item: unknown) => unknown = (item) => item): Answer {
  const lines = text.split('\n').filter((line) => line !== '');
  const answer: Answer = { cursor: { epoch: '', xid: '' }, total: -1, packs: [], next: undefined };
  for (let at = 0; at < lines.length; at += 1) {
    const line = archiveLineSchema.parse(JSON.parse(lines[at] ?? ''));
    if (line.line === 'opening') Object.assign(answer, { cursor: line.cursor, total: line.total });
    else if (line.line === 'end') answer.next = line.next;
    else {
      at += 1;
      const items = z.array(z.unknown()).parse(JSON.parse(lines[at] ?? ''));
      const bundles = items.map((item) => dialogBundleSchema.strict().parse(read(item)));
      answer.packs.push({ head: archiveHeadSchema.strict().parse(line), bundles });
    }
  }
  return answer;
}

describe('the archive', () => {
  let postgres: TestPostgres;
  let world: World;
  let hub: Hub;
  let anna: Client;
  let admin: Client;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    world = await World.create(postgres);
    hub = await world.hub();
    anna = await world.signIn(hub, ANNA);
    admin = await world.signIn(hub, BORIS);
    await world.db.updateTable('operators').set({ role: 'admin' }).where('id', '=', BORIS).execute();
    await fill();
  });
  afterAll(async () => {
    await world?.stop();
    await postgres?.stop();
  });

  /** Thirty talks of every kind, all but three closed, each a day before the one made after it. */
  async function fill(): Promise<void> {
    for (let n = 0; n < 30; n += 1) {
      const channelId = [CHANNEL_A, CHANNEL_B, CHANNEL_C][n % 3] ?? CHANNEL_A;
      const from = { channelId, ...(n % 4 === 0 ? { name: `O'Hara "\\" \u2028 ${n}` } : {}) };
      const text = n % 5 === 0 ? 'tab\t, «ёлки» 😀\nnew line "quoted" \\ back' : `question ${n}`;
      const { dialogId } = await world.channel.receive(`client ${n % 22}`, text, from);
      if (n % 3 === 0) await anna.act(intent('dialog.answer', { dialogId }));
      if (n % 3 === 0) await anna.act(say(dialogId, `answer ${n}`), say(dialogId, 'note', 'hidden'));
      if (n < 27) await admin.act(intent('dialog.finish', { dialogId, afterSeq: null }));
      const days = `${40 - n} days`;
      await world.pool.pg.query(
        `update dialogs set closed_at = case when status = 'closed' then now() - $2::interval end,
          page_url = case when $3 then 'https://shop.test/a?b="c"' end where id = $1`,
        [dialogId, days, n % 2 === 0],
      );
    }
    // Every state a delivery can be in, with times that are no whole milliseconds.
    await world.pool.pg.query(`with numbered as (
        select id, row_number() over (order by id) as n from messages where delivery_state is not null)
      update messages set delivery_state = (array['pending', 'sent', 'delivered', 'read', 'failed', 'unknown'])[numbered.n % 6 + 1],
        delivery_at = case when numbered.n % 6 = 0 then null else timestamptz '2026-01-02 03:04:05.678999Z' end,
        delivery_failure = case when numbered.n % 6 = 4 then '{"code": "rejected", "detail": "say \\"please\\""}'::jsonb end
      from numbered where numbered.id = messages.id`);
    await world.pool.pg.query(
      `update dialogs set participant_ids = array[$1::uuid], waiting_since = now() where closed_at < now() - interval '35 days'`,
      [VERA],
    );
    await world.pool.pg.query(
      `update messages set form = '{"fields":[{"kind":"question","question":"\\"why\\"?","required":true}],"language":"en","answeredBy":null}'
      where author_kind = 'operator' and visibility = 'public' and seq % 2 = 1`,
    );
    await world.pool.pg.query(`update messages set answers = jsonb_build_object('formId', id, 'values',
        '[{"field":0,"kind":"question","label":"\\"why\\"?","value":"so\\nbe it"}]'::jsonb) where text like 'question 1%'`);
    // A client who became part of another one stays the author of what he said.
    await world.pool.pg.query(
      `update messages set author_id = $1 where author_kind = 'client' and text in ('question 4', 'question 8')`,
      ['01890000-0000-7000-8000-0000000000f4'],
    );
    await world.pool.pg.query(`update contacts set
        phones = '[{"value":"+79991234567","written":"8 \\"999\\" 123","source":"client","label":null,"addedAt":5}]',
        emails = '[{"value":"a@b.test","written":"A@b.test","source":"operator","label":"work","addedAt":6}]',
        tags = '{"a \\"tag\\"","ещё"}',
        notes = '[{"id":"01890000-0000-7000-8000-0000000000f1","text":"\\"note\\"","authorId":"01890000-0000-7000-8000-0000000000f2","at":7,"editedAt":null}]',
        merged = '[{"contactId":"01890000-0000-7000-8000-0000000000f3","name":null,"number":2,"byId":"01890000-0000-7000-8000-0000000000f2","at":8}]'
      where number % 3 = 0`);
  }

  const parseLean = (text: string): Answer => parse(text, wholeBundle);

  async function beginning(client: Client): Promise<string> {
    const { archive } = await client.snapshotPage('?limit=1');
    if (archive === null) throw new Error('The snapshot has no archive');
    return archive;
  }

  async function askFor(client: Client, after: string, query: string): Promise<string> {
    const response = await client.fetch(`/api/sync/archive?after=${encodeURIComponent(after)}${query}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(ARCHIVE_TYPE);
    return response.text();
  }

  async function ask(client: Client, after: string, query = ''): Promise<Answer> {
    return parse(await askFor(client, after, query));
  }

  /** What the rows say, by the same code as snapshot and feed. */
  async function truth(scope: Scope, days: number): Promise<DialogBundle[]> {
    const dialogs = await world.db
      .selectFrom('dialogs')
      .selectAll()
      .where('status', '=', 'closed')
      .orderBy('closed_at', 'desc')
      .execute();
    const now = Date.now();
    const bundles: DialogBundle[] = [];
    for (const row of dialogs) {
      const age = (now - (row.closed_at?.getTime() ?? 0)) / 86_400_000;
      if (!sees(scope, audienceOf(toDialog(row))) || age < 2 || age > days + 2) continue;
      const contact = await world.db
        .selectFrom('contacts')
        .selectAll()
        .where('id', '=', row.contact_id)
        .executeTakeFirstOrThrow();
      const identities = await world.db
        .selectFrom('contact_identities')
        .selectAll()
        .where('contact_id', '=', row.contact_id)
        .orderBy('channel_id')
        .orderBy('external_id')
        .execute();
      const messages = await world.db
        .selectFrom('messages')
        .selectAll()
        .where('dialog_id', '=', row.id)
        .orderBy('seq')
        .execute();
      bundles.push({
        dialog: toDialog(row),
        contact: toContact(contact, identities),
        page: { dialogId: row.id, messages: messages.map(toMessage).slice(-ARCHIVE_DIALOG_MESSAGES) },
      });
    }
    return bundles;
  }

  const ADMIN: Scope = { operatorId: BORIS, role: 'admin', lineIds: [], branchIds: [] };
  const bundlesOf = (answer: Answer) => answer.packs.flatMap((pack) => pack.bundles);

  test('lean, leaves out what a dialog says of its messages, and nothing else', async () => {
    const after = await beginning(admin);
    const [whole, lean] = await Promise.all([askFor(admin, after, ''), askFor(admin, after, '&form=lean')]);
    const right = await truth(ADMIN, 90);
    expect(bundlesOf(parseLean(lean))).toEqual(right);
    expect(bundlesOf(parseLean(whole))).toEqual(right);
    const said = (text: string, words: string): number => text.split(words).length - 1;
    const [dialogs, messages] = [right.length, right.flatMap(({ page }) => page.messages).length];
    expect(said(whole, '"dialogId":')).toBe(dialogs + messages);
    expect(said(lean, '"dialogId":')).toBe(dialogs);
    const authors = right.flatMap(({ contact, page }) =>
      page.messages.filter(({ author }) => author.kind === 'client' && author.contactId === contact.id),
    );
    expect(authors.length).toBeGreaterThan(10);
    expect(said(lean, '"author":{"kind":"client"},')).toBe(authors.length);
    expect(said(lean, '01890000-0000-7000-8000-0000000000f4')).toBeGreaterThan(0);
  });

  test('says of every row what the rows say, latest closed first', async () => {
    const answer = await ask(admin, await beginning(admin));
    const right = await truth(ADMIN, 90);
    expect(right.length).toBeGreaterThan(20);
    expect(bundlesOf(answer)).toEqual(right);
    expect(answer.total).toBe(right.length);
    expect(answer.next).toBeNull();
    const states = new Set(
      bundlesOf(answer).flatMap(({ page }) => page.messages.map((one) => one.delivery?.state)),
    );
    expect([...states].map(String).toSorted()).toEqual([
      'delivered',
      'failed',
      'pending',
      'read',
      'sent',
      'undefined',
      'unknown',
    ]);
  });

  test('heads say what their packs hold', async () => {
    const { packs } = await ask(admin, await beginning(admin));
    for (const { head, bundles } of packs) {
      const times = bundles.map((bundle) => bundle.dialog.lastActivityAt);
      expect(head.newest).toBe(Math.max(...times));
      expect(head.ids).toEqual(bundles.map((bundle) => bundle.dialog.id));
      expect(new Set(head.contactIds)).toEqual(new Set(bundles.map((bundle) => bundle.contact.id)));
      expect(head.messages).toBe(bundles.reduce((sum, bundle) => sum + bundle.page.messages.length, 0));
    }
  });

  test.each([1, 2, 5, 26, 27, 100])(
    'goes on from any place, %i dialogs at a time, without a hole',
    async (limit) => {
      const right = (await truth(ADMIN, 90)).map((bundle) => bundle.dialog.id);
      const seen: string[] = [];
      const totals = new Set<number>();
      let after: string | null | undefined = await beginning(admin);
      while (after) {
        const answer: Answer = await ask(admin, after, `&limit=${limit}`);
        expect(bundlesOf(answer).length).toBeLessThanOrEqual(limit);
        seen.push(...bundlesOf(answer).map((bundle) => bundle.dialog.id));
        totals.add(answer.total);
        after = answer.next;
      }
      expect(seen).toEqual(right);
      expect([...totals]).toEqual([right.length]);
    },
  );

  test('goes on after every single pack, as after a cut', async () => {
    await lengthen();
    const whole = await ask(admin, await beginning(admin));
    expect(whole.packs.length).toBeGreaterThan(3);
    for (const [i, { head }] of whole.packs.entries()) {
      if (head.next === null) expect(i).toBe(whole.packs.length - 1);
      else {
        const rest = await ask(admin, head.next);
        expect(bundlesOf(rest)).toEqual(whole.packs.slice(i + 1).flatMap((pack) => pack.bundles));
      }
    }
  });

  /** Makes a few talks so long that packs fill up, one beyond what the archive takes of a talk. */
  async function lengthen(): Promise<void> {
    await world.pool.pg.query(
      `with long as (select id, last_seq, row_number() over (order by closed_at) as n from dialogs
          where closed_at < now() - interval '5 days' limit 6), added as (
        insert into messages (workspace_id, dialog_id, seq, id, author_kind, visibility, kind, text, at)
        select $1, long.id, long.last_seq + step, gen_random_uuid(), 'system', 'hidden', 'text', 'line ' || step, now()
        from long, generate_series(1, (case when long.n = 2 then 700 else 300 end)::int) step returning dialog_id, seq)
      update dialogs set last_seq = newest.seq
      from (select dialog_id, max(seq) as seq from added group by dialog_id) newest where newest.dialog_id = dialogs.id`,
      [WS],
    );
  }

  test('takes the newest messages of a long talk, up to its last', async () => {
    const answer = await ask(admin, await beginning(admin));
    expect(bundlesOf(answer)).toEqual(await truth(ADMIN, 90));
    const longest = bundlesOf(answer).find((one) => one.dialog.lastSeq > ARCHIVE_DIALOG_MESSAGES);
    expect(longest?.page.messages).toHaveLength(ARCHIVE_DIALOG_MESSAGES);
    expect(longest?.page.messages.at(-1)?.seq).toBe(longest?.dialog.lastSeq);
    for (const { head } of answer.packs.slice(0, -1)) expect(head.messages).toBeGreaterThanOrEqual(500);
  });

  test.each([20, 30])('goes back as far as it is asked to: %i days', async (days) => {
    const answer = await ask(admin, await beginning(admin), `&days=${days}&limit=3`);
    const right = await truth(ADMIN, days);
    expect(answer.total).toBe(right.length);
    const rest = await ask(admin, answer.next ?? '', '&days=5000');
    expect([...bundlesOf(answer), ...bundlesOf(rest)].map((one) => one.dialog.id)).toEqual(
      right.map((one) => one.dialog.id),
    );
  });

  test('together with the snapshot is every closed dialog, each once', async () => {
    const pages = await admin.snapshot(3);
    const closed = pages.flatMap((page) =>
      page.bundles.filter((one) => one.dialog.state.status === 'closed'),
    );
    const answer = await ask(admin, pages[0]?.archive ?? '');
    const ids = [...closed, ...bundlesOf(answer)].map((bundle) => bundle.dialog.id);
    const all = await world.db.selectFrom('dialogs').select('id').where('status', '=', 'closed').execute();
    expect(ids.toSorted()).toEqual(all.map((row) => row.id).toSorted());
    expect(pages.slice(1).every((page) => page.archive === null)).toBe(true);
  });

  test.each<[string, Scope]>([
    [ANNA, { operatorId: ANNA, role: 'operator', lineIds: [LINE_A], branchIds: [] }],
    [VERA, { operatorId: VERA, role: 'senior', lineIds: [], branchIds: [NORTH] }],
  ])('shows nothing out of scope (%s)', async (id, scope) => {
    const client = await world.signIn(hub, id);
    const right = await truth(scope, 90);
    expect(right.length).toBeGreaterThan(3);
    // The place another person was given opens nothing.
    const foreign = await ask(admin, await beginning(admin), '&limit=1');
    const answer = await ask(client, await beginning(client), '&limit=500');
    expect(bundlesOf(answer)).toEqual(right);
    const stolen = bundlesOf(await ask(client, foreign.next ?? ''));
    const allowed = new Set(right.map((one) => one.dialog.id));
    expect(stolen.every((bundle) => allowed.has(bundle.dialog.id))).toBe(true);
  });

  test('reads no further than its cursor says, and everything below it', async () => {
    const after = await beginning(admin);
    const before = await ask(admin, after);
    const [first] = bundlesOf(before);
    if (!first) throw new Error('Nothing is archived');
    const [result] = await admin.act(
      intent('dialog.markRead', { dialogId: first.dialog.id, afterSeq: null }),
    );
    const [again] = bundlesOf(await ask(admin, after, '&limit=1'));
    const { cursor } = await ask(admin, after, '&limit=1');
    if (result?.status === 'done') expect(BigInt(cursor.xid)).toBeGreaterThan(BigInt(result.position.xid));
    const row = await world.db
      .selectFrom('dialogs')
      .selectAll()
      .where('id', '=', first.dialog.id)
      .executeTakeFirstOrThrow();
    expect(again?.dialog).toEqual(toDialog(row));
    expect(BigInt(cursor.xid)).toBeGreaterThanOrEqual(BigInt(before.cursor.xid));
  });

  test.each(['', 'nonsense', 'e30', Buffer.from('{"kind":"archive","upTo":9e99}').toString('base64url')])(
    'refuses a place that is none: "%s"',
    async (after) => {
      const response = await anna.fetch(`/api/sync/archive?after=${after}`);
      expect(response.status).toBe(400);
    },
  );

  test('refuses the place of a snapshot, and strangers', async () => {
    const { next } = await admin.snapshotPage('?limit=1');
    expect((await admin.fetch(`/api/sync/archive?after=${next}`)).status).toBe(400);
    const after = await beginning(admin);
    expect((await fetch(`${hub.url}/api/sync/archive?after=${after}`)).status).toBe(401);
  });

  test('reads its pages from the end of an index and sorts nothing', async () => {
    await world.pool.pg.query(
      `insert into dialogs (workspace_id, id, channel_id, line_id, branch_id, contact_id, external_user_id, status, closed_at, outcome,
        created_at, last_activity_at, unread, last_seq, rev)
      select workspace_id, gen_random_uuid(), channel_id, line_id, branch_id, contact_id, external_user_id, 'closed', now() - n * interval '1 minute',
        'finished', now(), now(), 0, 0, 1
      from (select * from dialogs limit 1) one, generate_series(1, 20000) n`,
    );
    await world.pool.pg.query('analyze dialogs');
    const plan = await world.pool.pg.query(
      `explain select id, closed_at from dialogs where workspace_id = $1 and status = 'closed' and closed_at > now() - interval '90 days'
       and closed_at <= now() - interval '2 days' and (closed_at, id) < (now() - interval '3 days', $2::uuid) and line_id = $3
       order by closed_at desc, id desc limit 100`,
      [WS, WS, LINE_A],
    );
    const text = JSON.stringify(plan.rows);
    expect(text).toContain('closed_dialogs');
    expect(text).not.toMatch(/Sort|Seq Scan/);
  });
});
