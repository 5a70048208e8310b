import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { signIn } from '#renderer/session/sign-in.ts';
import type { QuickRepliesView, ReplyView } from '#renderer/data/queries/views.ts';
import type { Hub } from '#server/hub.ts';
import { newId } from '#server/lib/ids.ts';
import { LINES } from '#server/seed/company.ts';
import { NEW_REPLY, type ReplyShelf } from '#shared/domain/quick-reply.ts';
import { searchReplies } from '#shared/domain/reply-search.ts';
import { replyDraftFixture } from '../support/quick-replies.ts';
import { eventually, openPerson, type Person } from './client-world.ts';
import { demoOf, World } from './sitechat-world.ts';

/** Quick replies from one person's screen to another's, over networks that fail (scenario C6). */
let world: World;
let hub: Hub;
let other: Hub;
const people: { person: Person; net: { down: boolean } }[] = [];

beforeAll(async () => {
  world = await World.start();
  hub = await world.hub({ RATE_LIMITS: 'off' });
  other = await world.hub({ RATE_LIMITS: 'off' });
});
afterEach(async () => {
  for (const { person } of people.splice(0)) await person.client.close();
});
afterAll(async () => {
  await world.stop();
});

/** @param nth of the demo's logins: Anna and Boris share the shop's line */
async function open(nth: number, at: Hub): Promise<Person & { net: { down: boolean } }> {
  const login = demoOf(at).logins[nth];
  const result = await signIn(at.url, {
    login: login?.login ?? '',
    password: login?.password ?? '',
    device: 'test',
  });
  if (result.kind !== 'signed_in') throw new Error(`Sign-in: ${result.kind}`);
  return await again(at, result.token, result.session);
}

async function again(at: Hub, token: string, session: Person['client']['session']) {
  const net = { down: false };
  const person = await openPerson(at, token, session, {
    fetch: async (input, init) => {
      if (net.down) throw new TypeError('the network is down');
      return await fetch(input, init);
    },
  });
  people.push({ person, net });
  return { ...person, net };
}

const SHOP: ReplyShelf = { kind: 'line', lineId: LINES.shop.id };
const until = ({ client }: Person, wanted: (view: QuickRepliesView) => boolean, what: string) =>
  eventually(client.queries.quickReplies(), wanted, what);
const shown = async (person: Person, id: string, wanted: (view: ReplyView) => boolean, what: string) => {
  const view = await until(
    person,
    ({ byId }) => {
      const one = byId.get(id);
      return one !== undefined && wanted(one);
    },
    what,
  );
  const found = view.byId.get(id);
  if (!found) throw new Error('gone');
  return found;
};
const settled = (text: string) => (one: ReplyView) => one.reply.text === text && !one.pending;

it('what one makes and changes offline can be used at once, survives a restart, and comes to the colleague once', async () => {
  const anna = await open(0, hub);
  const boris = await open(1, other);
  const draft = replyDraftFixture({
    id: newId(),
    shelf: SHOP,
    title: 'Доставка',
    text: 'один',
    shortcut: 'dost',
  });
  anna.net.down = true;
  const first = await anna.client.actions.saveQuickReply(draft, NEW_REPLY);
  const second = await anna.client.actions.saveQuickReply({ ...draft, text: 'два' }, first);
  await anna.client.actions.saveQuickReply({ ...draft, text: 'три', folder: ['Общее'] }, second);
  const here = await until(
    anna,
    ({ replies }) => replies.some(({ reply }) => reply.text === 'три'),
    'shown offline',
  );
  expect(searchReplies(here.index, 'доставки').map(({ id }) => id)).toContain(draft.id);
  expect(here.byId.get(draft.id)).toMatchObject({ pending: true, unsaved: false, refused: [] });
  const { token, client } = anna;
  await client.close();

  const later = await again(hub, token, client.session);
  await shown(later, draft.id, settled('три'), 'confirmed');
  const theirs = await shown(boris, draft.id, settled('три'), 'at the colleague');
  expect(theirs).toMatchObject({ reply: { folder: ['Общее'], rev: 3 }, mayEdit: true, pending: false });
});

it('two who change one: the later sees the earlier beside his own, and decides', async () => {
  const anna = await open(0, hub);
  const boris = await open(1, other);
  const draft = replyDraftFixture({ id: newId(), shelf: SHOP, text: 'before' });
  await anna.client.actions.saveQuickReply(draft, NEW_REPLY);
  const seen = await shown(boris, draft.id, settled('before'), 'made');
  boris.net.down = true;
  const base = await boris.client.actions.saveQuickReply({ ...draft, text: 'mine' }, seen.basedOn);
  await boris.client.actions.saveQuickReply({ ...draft, text: 'mine and more' }, base);
  const annas = await shown(anna, draft.id, settled('before'), 'confirmed');
  await anna.client.actions.saveQuickReply({ ...draft, text: 'theirs' }, annas.basedOn);
  await shown(anna, draft.id, settled('theirs'), 'changed');

  boris.net.down = false;
  boris.client.reconnect();
  const disputed = await shown(boris, draft.id, ({ refused }) => refused.length === 2, 'told');
  expect(disputed.reply).toMatchObject({ text: 'theirs', updatedBy: anna.client.session.operator.id });
  expect(disputed.refused.map(({ mine, refusal }) => [mine?.text, refusal.code])).toEqual([
    ['mine', 'reply_changed'],
    ['mine and more', 'reply_changed'],
  ]);
  const notices = await eventually(
    boris.client.queries.refusals(),
    (all) => all.length === 2,
    'among what was not done',
  );
  expect(notices).toMatchObject([
    { replyId: draft.id, text: 'mine' },
    { replyId: draft.id, text: 'mine and more' },
  ]);

  // He puts both together; what was refused is settled with that.
  const both = { ...draft, text: 'theirs, and mine' };
  await boris.client.actions.saveQuickReply(
    both,
    disputed.basedOn,
    disputed.refused.map(({ intentId }) => intentId),
  );
  expect(await shown(boris, draft.id, settled('theirs, and mine'), 'saved')).toMatchObject({ refused: [] });
  await shown(anna, draft.id, settled('theirs, and mine'), 'at the colleague');
});

it('what was deleted under somebody’s hands stays with him, and comes back when he wants', async () => {
  const anna = await open(0, hub);
  const boris = await open(1, other);
  const draft = replyDraftFixture({ id: newId(), shelf: SHOP, text: 'before' });
  await anna.client.actions.saveQuickReply(draft, NEW_REPLY);
  const seen = await shown(boris, draft.id, settled('before'), 'made');
  const annas = await shown(anna, draft.id, settled('before'), 'confirmed');
  await anna.client.actions.deleteQuickReply(draft.id, annas.basedOn);
  await until(boris, ({ byId }) => !byId.has(draft.id), 'gone');
  await boris.client.actions.saveQuickReply({ ...draft, text: 'mine' }, seen.basedOn);
  const view = await until(
    boris,
    ({ refused }) => refused.some(({ reply }) => reply.id === draft.id),
    'told',
  );
  expect(view.replies.some(({ reply }) => reply.id === draft.id)).toBe(false);
  const disputed = view.byId.get(draft.id);
  expect(disputed?.reply).toMatchObject({ deleted: true });
  await boris.client.actions.saveQuickReply(
    { ...draft, text: 'mine' },
    disputed?.basedOn ?? NEW_REPLY,
    disputed?.refused.map(({ intentId }) => intentId),
  );
  await shown(anna, draft.id, settled('mine'), 'back');
});

it('a shortcut that is taken is said with the reply that has it; the new one is kept until it has another', async () => {
  const anna = await open(0, hub);
  const shortcut = `s${Date.now()}`;
  const first = replyDraftFixture({ id: newId(), shelf: SHOP, title: 'First', shortcut });
  const second = replyDraftFixture({ id: newId(), shelf: SHOP, title: 'Second', text: 'kept', shortcut });
  await anna.client.actions.saveQuickReplies([
    { draft: first, basedOn: NEW_REPLY },
    { draft: second, basedOn: NEW_REPLY },
  ]);
  const refused = await shown(anna, second.id, (one) => one.refused.length > 0, 'refused');
  expect(refused).toMatchObject({
    unsaved: true,
    reply: { text: 'kept' },
    refused: [{ refusal: { code: 'shortcut_taken', shortcut, replyId: first.id, title: 'First' } }],
  });
  const instead = refused.refused.map(({ intentId }) => intentId);
  await anna.client.actions.saveQuickReply(
    { ...second, shortcut: `${shortcut}-2` },
    refused.basedOn,
    instead,
  );
  await shown(anna, second.id, (one) => !one.pending && !one.unsaved, 'saved');
});

it('keys follow the person to his other device; use stays here and orders what he sees', async () => {
  const anna = await open(0, hub);
  const drafts = ['Альфа', 'Бета'].map((title) => replyDraftFixture({ id: newId(), shelf: SHOP, title }));
  for (const draft of drafts) await anna.client.actions.saveQuickReply(draft, NEW_REPLY);
  const [alpha, beta] = drafts.map(({ id }) => id);
  await anna.client.actions.assignSlot(2, beta ?? '');
  const slotted = await eventually(
    anna.client.queries.replySlots(),
    (all) => all.length === 1,
    'on the key at once',
  );
  expect(slotted).toEqual([{ slot: 2, replyId: beta }]);
  await anna.client.actions.noteReplyUsed(beta ?? '');
  const view = await until(anna, ({ byId }) => byId.get(beta ?? '')?.uses === 1, 'counted');
  const ids = view.replies.map(({ reply }) => reply.id);
  expect(ids.indexOf(beta ?? '')).toBe(0);
  expect(ids.indexOf(alpha ?? '')).toBeGreaterThan(0);
  await eventually(anna.client.queries.status(), ({ pending }) => pending === 0, 'sent');

  const device = await open(0, other);
  const there = await eventually(
    device.client.queries.replySlots(),
    (all) => all.length === 1,
    'on the other device',
  );
  expect(there).toEqual([{ slot: 2, replyId: beta }]);
});

it('files chosen offline into a reply go with it, and from there into a message without an upload', async () => {
  const anna = await open(0, hub);
  anna.net.down = true;
  const draft = replyDraftFixture({ id: newId(), shelf: SHOP, text: 'see the file' });
  const blob = new Blob(['price list'], { type: 'text/plain' });
  const facts = { width: null, height: null, durationMs: null, preview: 'none' as const };
  const file = {
    id: newId(),
    name: 'prices.txt',
    size: blob.size,
    mime: 'text/plain',
    kind: 'text' as const,
    ...facts,
  };
  await anna.client.actions.attach(draft.id, { file, purpose: 'file', blob, preview: null });
  await anna.client.actions.saveQuickReply(draft, NEW_REPLY);
  // Another reply need not wait for the file.
  expect((await shown(anna, draft.id, ({ pending }) => pending, 'here')).reply.attachments).toMatchObject([
    { id: file.id },
  ]);
  anna.net.down = false;
  anna.client.reconnect();
  const kept = await shown(anna, draft.id, ({ pending }) => !pending, 'confirmed');
  expect(kept.reply.attachments).toMatchObject([{ id: file.id, name: 'prices.txt', kind: 'text' }]);

  const list = await eventually(
    anna.client.queries.list('all', 5),
    ({ rows }) => rows.length > 0,
    'a dialog',
  );
  const dialogId = list.rows[0]?.dialog.id ?? '';
  const [attached] = kept.reply.attachments;
  if (!attached) throw new Error('no file');
  await anna.client.actions.attachStored(dialogId, attached);
  await anna.client.actions.send(dialogId, 'here it is', 'hidden');
  const said = await eventually(
    anna.client.queries.transcript(dialogId, 50),
    ({ items }) =>
      items.some(
        ({ message, pending }) =>
          !pending && message.body.kind === 'text' && message.body.text === 'here it is',
      ),
    'said',
  );
  const body = said.items.findLast(
    ({ message }) => message.body.kind === 'text' && message.body.text === 'here it is',
  )?.message.body;
  const copied = body?.kind === 'text' ? body.attachments[0] : undefined;
  expect(copied).toMatchObject({ name: 'prices.txt', kind: 'text' });
  expect(copied?.id).not.toBe(file.id);
  expect(await (await anna.client.files.content(copied?.id ?? '')).text()).toBe('price list');
});
