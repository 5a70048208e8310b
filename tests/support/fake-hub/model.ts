import { appendMessage } from '#shared/domain/transcript.ts';
import { advanceDelivery } from '#shared/domain/delivery.ts';
import { BLANK, type Contact } from '#shared/domain/contact.ts';
import { UNTOUCHED, type Dialog } from '#shared/domain/dialog.ts';
import type { DirectoryRow, Operator } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import { audienceOf, sees, type Audience, type Scope } from '#shared/domain/scope.ts';
import { applyIntent } from '#shared/intents/apply.ts';
import {
  intentSchema,
  isOnContact,
  isOnDialog,
  isOnPair,
  isOnReplies,
  isOnTalk,
  isStart,
  namedMessage,
  type Intent,
  type OnContact,
  type OnDialog,
  type OnOwn,
  type OnPair,
  type OnStart,
  type OnTalk,
} from '#shared/intents/all.ts';
import { startDialog } from '#shared/intents/dialog-start.ts';
import type { DialogBundle } from '#shared/domain/bundle.ts';
import type { Change } from '#shared/wire/change.ts';
import type { Cursor } from '#shared/domain/cursor.ts';
import type { IntentResult } from '#shared/wire/http/intents.ts';
import type { SnapshotPage } from '#shared/wire/http/snapshot.ts';
import { keepMaps } from './keep-maps.ts';
import { TalkModel } from './talks.ts';
import { ModelOwn } from './own.ts';
import { ModelReplies, type ModelAudience } from './replies.ts';
import { archiveLines, closedAt } from './archive.ts';
import { ContactRules, type Done } from './contacts.ts';

/** Ids that can be read in a failure: kind and number. */
export function fakeId(kind: number, n: number): Id {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  return `${hex(kind, 8)}-0000-7000-8000-${hex(n, 12)}`;
}
export const operatorId = (n: number) => fakeId(1, n);
export const contactId = (n: number) => fakeId(2, n);
export const dialogId = (n: number) => fakeId(3, n);
export const lineId = (n: number) => fakeId(4, n);
export const branchId = (n: number) => fakeId(5, n);
export const channelId = (n: number) => fakeId(6, n);
export const workspaceId = fakeId(7, 1);

interface Entry {
  xid: number;
  change: Change;
  /** Who sees it now and who saw the dialog before; a session's own rights have neither. */
  audience: ModelAudience | { sees: (scope: Scope) => boolean };
  previous: Audience | null;
}

const PAGE = 3;
const SNAPSHOT_MESSAGES = 4;
/** Dialogs closed so many transactions ago are in the archive only. */
const RECENT = 12;

/**
 * The hub's rules in memory: truth, feed and scope, without network or storage. A stand-in for the other side of the
 * wire, not a mock of ours: what it says is what docs/architecture.md promises.
 */
export class HubModel {
  epoch = 'e1';
  readonly dialogs = new Map<Id, Dialog>();
  readonly contacts = new Map<Id, Contact>();
  readonly messages = new Map<Id, Message[]>();
  readonly operators = new Map<Id, Operator>();
  readonly scopes = new Map<Id, Scope>();
  readonly own = new ModelOwn();
  readonly team = new TalkModel(workspaceId);
  readonly replies = new ModelReplies((id) => (id <= lineId(this.lines) ? branchId(1) : undefined));
  readonly results = new Map<Id, IntentResult>();
  /** Ids of intents in the order they were really carried out. */
  readonly executed: Id[] = [];
  now = 1_700_000_000_000;
  private feed: Entry[] = [];
  private oldestXid = 1;
  private xid = 1;
  private lines = 2;
  /** How the channel knows the client of a dialog. */
  private readonly externalIds = new Map<Id, string>();
  private readonly clients = new ContactRules(this.contacts, this.dialogs, this.externalIds);
  private snapshots = new Map<string, { ids: Id[]; cursor: Cursor; total: number; upTo: number }>();
  private count = 0;
  /** Called after every transaction. */
  onCommit = () => {};

  addOperator(n: number, role: Operator['role'], lines: number[]): Id {
    const id = operatorId(n);
    this.operators.set(id, { id, name: `Operator ${n}`, role, active: true, rev: 1 });
    this.scopes.set(id, { operatorId: id, role, lineIds: lines.map(lineId), branchIds: [] });
    return id;
  }

  cursor(): Cursor {
    return { epoch: this.epoch, xid: String(this.xid) };
  }

  /** A client writes: into his open dialog, or into a new one. */
  clientWrites(n: number, line: number, text: string): void {
    const contact = this.clients.called(clientName(n)) ?? this.newContact(n);
    const open = this.clients.openDialogOf(clientName(n));
    const dialog = open ?? this.newDialog(contact.id, line);
    this.externalIds.set(dialog.id, clientName(n));
    this.transaction(() => {
      const author = { kind: 'client', contactId: contact.id } as const;
      const appended = appendMessage(dialog, {
        id: fakeId(8, (this.count += 1)),
        author,
        visibility: 'public',
        body: { kind: 'text', text, attachments: [] },
        delivery: null,
        at: this.now,
      });
      this.put(open ? dialog : null, appended.dialog, [appended.message]);
    });
  }

  /** Carries an intent out, once per id. */
  execute(actor: Id, payload: unknown): IntentResult {
    const intent = intentSchema.parse(payload);
    const known = this.results.get(intent.id);
    if (known) return known;
    const result = this.carryOutAny(actor, intent);
    this.results.set(intent.id, result);
    return result;
  }

  private carryOutAny(actor: Id, intent: Intent): IntentResult {
    if (isOnDialog(intent)) return this.carryOut(actor, intent);
    if (isOnTalk(intent)) return this.carryOutInTalk(actor, intent);
    if (isStart(intent)) return this.carryOutStart(actor, intent);
    if (isOnContact(intent) || isOnPair(intent)) return this.carryOutOnContact(actor, intent);
    return this.carryOutOwn(actor, intent);
  }

  private carryOutOnContact(actor: Id, intent: OnContact | OnPair): IntentResult {
    const scope = this.scopeOf(actor);
    const ctx = { intentId: intent.id, actor: { operatorId: actor, role: scope.role }, now: this.now };
    const sighted = (dialog: Dialog): boolean => sees(scope, audienceOf(dialog));
    const done = isOnContact(intent)
      ? this.clients.onContact(ctx, intent, sighted)
      : this.clients.onPair(ctx, intent, sighted);
    if (!done.ok) return { status: 'refused', id: intent.id, refusal: done.refusal };
    const result = this.carriedOut(intent);
    this.transaction(() => this.putClients(done));
    return result;
  }

  /** Clients before the dialogs that become theirs. */
  private putClients({ contacts, dialogs }: Extract<Done, { ok: true }>): void {
    for (const contact of contacts) this.contacts.set(contact.id, { ...contact, rev: contact.rev + 1 });
    const before = dialogs.flatMap(({ id }) => this.dialogs.get(id) ?? []);
    for (const dialog of dialogs) this.dialogs.set(dialog.id, { ...dialog, rev: dialog.rev + 1 });
    for (const { id } of contacts) this.tellContact(id);
    for (const was of before) {
      const dialog = this.dialogs.get(was.id) ?? was;
      this.say({ type: 'dialog', dialog }, audienceOf(dialog), audienceOf(was));
    }
  }

  private carryOutStart(actor: Id, intent: OnStart): IntentResult {
    const { args } = intent;
    const { role } = this.scopeOf(actor);
    const ctx = { intentId: intent.id, actor: { operatorId: actor, role }, now: this.now };
    const contact = this.clients.current(args.contact.contactId);
    const channel = { id: channelId(1), kind: 'sitechat', lineId: lineId(1) } as const;
    const started = startDialog(ctx, { channel, branchId: branchId(1), contact, number: 1 }, args);
    if (!started.ok) return { status: 'refused', id: intent.id, refusal: started.refusal };
    const open = this.clients.openDialogOf(started.identity.externalId);
    if (open)
      return { status: 'refused', id: intent.id, refusal: { code: 'dialog_open', dialogId: open.id } };
    const result = this.carriedOut(intent);
    this.externalIds.set(args.dialogId, started.identity.externalId);
    this.transaction(() => this.put(null, started.dialog, started.messages));
    return result;
  }

  private carryOut(actor: Id, intent: OnDialog): IntentResult {
    const dialog = this.dialogs.get(intent.args.dialogId);
    const scope = this.scopeOf(actor);
    if (!dialog || !sees(scope, audienceOf(dialog)))
      return { status: 'refused', id: intent.id, refusal: { code: 'not_found' } };
    const named = namedMessage(intent);
    const message = this.messages.get(dialog.id)?.find((one) => one.id === named) ?? null;
    const who = { operatorId: actor, role: scope.role };
    const ctx = { intentId: intent.id, actor: who, now: this.now, channel: null, message };
    const applied = applyIntent(ctx, dialog, intent);
    if (!applied.ok) return { status: 'refused', id: intent.id, refusal: applied.refusal };
    const result = this.carriedOut(intent);
    this.transaction(() => {
      const { dialog: after, messages, changed } = applied.effect;
      if (after !== dialog || changed) this.put(dialog, after, messages, changed?.message);
    });
    return result;
  }

  private carriedOut({ id }: Intent): IntentResult {
    this.executed.push(id);
    return { status: 'done', id, position: { epoch: this.epoch, xid: String(this.xid) } };
  }

  private carryOutInTalk(actor: Id, intent: OnTalk): IntentResult {
    const done = this.team.carryOut(this.scopeOf(actor), intent, this.now);
    if ('refusal' in done) return { status: 'refused', id: intent.id, ...done };
    const result = this.carriedOut(intent);
    this.transaction(() => {
      for (const { change, ...audience } of done.entries)
        this.feed.push({ xid: this.xid, change, audience, previous: null });
    });
    return result;
  }

  private carryOutOwn(actor: Id, intent: OnOwn): IntentResult {
    const scope = this.scopeOf(actor);
    const told = isOnReplies(intent)
      ? this.replies.carryOut(scope, intent, this.now)
      : this.own.carryOut(scope, intent, this.now);
    if ('code' in told) return { status: 'refused', id: intent.id, refusal: told };
    const result = this.carriedOut(intent);
    this.transaction(() => {
      for (const said of told) this.feed.push({ ...said, xid: this.xid, previous: null });
    });
    return result;
  }

  /** A receipt for the n-th outgoing message of a dialog, if there is one. */
  deliver(id: Id, nth: number): void {
    const list = this.messages.get(id) ?? [];
    const outgoing = list.filter((message) => message.delivery !== null);
    const message = outgoing[nth % Math.max(1, outgoing.length)];
    const dialog = this.dialogs.get(id);
    if (!message?.delivery || !dialog) return;
    const delivery = advanceDelivery(message.delivery, { state: 'delivered', at: this.now });
    if (delivery === message.delivery) return;
    this.transaction(() => {
      const next = { ...message, delivery, rev: message.rev + 1 };
      list[list.indexOf(message)] = next;
      this.say({ type: 'message', message: next }, audienceOf(dialog), audienceOf(dialog));
    });
  }

  rename(n: number, name: string): void {
    const contact = this.contacts.get(contactId(n));
    if (!contact) return;
    this.transaction(() => {
      const next = { ...contact, name, rev: contact.rev + 1 };
      this.contacts.set(next.id, next);
      this.tellContact(next.id);
    });
  }

  private tellContact(id: Id): void {
    const contact = this.contacts.get(id);
    if (!contact) return;
    for (const dialog of this.dialogs.values())
      if (dialog.contactId === id)
        this.say({ type: 'contact', contact }, audienceOf(dialog), audienceOf(dialog));
  }

  /** Another line: for some it is gone, for others it enters. */
  moveToLine(id: Id, line: number): void {
    const dialog = this.dialogs.get(id);
    if (!dialog) return;
    this.transaction(() => this.put(dialog, { ...dialog, lineId: lineId(line) }, []));
  }

  setScope(id: Id, lines: number[]): void {
    const scope = { ...this.scopeOf(id), lineIds: lines.map(lineId) };
    this.transaction(() => {
      this.scopes.set(id, scope);
      this.team.begin(scope);
      this.feed.push({
        xid: this.xid,
        change: { type: 'scope', scope },
        audience: { operatorId: id },
        previous: null,
      });
    });
  }

  /** Forgets the older half of the feed, and every snapshot in the making. */
  trim(): void {
    const from = this.feed[Math.floor(this.feed.length / 2)]?.xid ?? this.oldestXid;
    this.oldestXid = Math.max(this.oldestXid, from);
    this.feed = this.feed.filter((entry) => entry.xid >= this.oldestXid);
    this.snapshots.clear();
  }

  /** A copy of everything, as a backup has it. */
  backup(): () => void {
    const { team, replies, clients } = this;
    const own = [this.dialogs, this.contacts, this.messages, this.externalIds, this.results];
    const putBack = keepMaps([...own, ...this.own.maps(), ...team.maps(), ...replies.maps()]);
    const { merges, executed } = structuredClone({ merges: clients.merges, executed: this.executed });
    return () => {
      putBack();
      clients.merges = merges;
      this.executed.splice(0, this.executed.length, ...executed);
      this.epoch += "'";
      this.feed = [];
      this.xid = this.oldestXid = 1;
      this.snapshots.clear();
    };
  }

  scopeOf(id: Id): Scope {
    const scope = this.scopes.get(id);
    if (!scope) throw new Error(`no operator ${id}`);
    return scope;
  }

  visibleTo(id: Id): Dialog[] {
    return [...this.dialogs.values()].filter((dialog) => sees(this.scopeOf(id), audienceOf(dialog)));
  }

  /** Why a cursor cannot be served; null: it can. */
  resetReason(cursor: Cursor): 'other_epoch' | 'ahead_of_hub' | 'too_old' | null {
    if (cursor.epoch !== this.epoch) return 'other_epoch';
    const xid = Number(cursor.xid);
    if (xid > this.xid) return 'ahead_of_hub';
    return xid < this.oldestXid ? 'too_old' : null;
  }

  /** What a session sees of whole transactions from `cursor` on. */
  read(id: Id, cursor: Cursor): { changes: Change[]; cursor: Cursor } {
    const from = Number(cursor.xid);
    const changes = this.feed.filter((entry) => entry.xid >= from).flatMap((entry) => this.seenBy(id, entry));
    return { changes, cursor: this.cursor() };
  }

  private seenBy(id: Id, entry: Entry): Change[] {
    if (entry.audience === 'everybody') return [entry.change];
    if ('sees' in entry.audience) return entry.audience.sees(this.scopeOf(id)) ? [entry.change] : [];
    if ('operatorId' in entry.audience) return entry.audience.operatorId === id ? [entry.change] : [];
    const scope = this.scopeOf(id);
    const now = sees(scope, entry.audience);
    const before = entry.previous !== null && sees(scope, entry.previous);
    if (now && before) return [entry.change];
    if (entry.change.type === 'quickReply') return now ? [entry.change] : [];
    if (entry.change.type !== 'dialog') return [];
    if (before) return [{ type: 'gone', dialogId: entry.change.dialog.id }];
    return now ? [{ type: 'enter', bundle: this.bundle(entry.change.dialog.id) }] : [];
  }

  /** As it is now, which may be later than the entry that asks for it. */
  bundle(id: Id): DialogBundle {
    const dialog = this.dialogs.get(id);
    const contact = dialog && this.contacts.get(dialog.contactId);
    if (!dialog || !contact) throw new Error(`no dialog ${id}`);
    const newest = (this.messages.get(id) ?? []).slice(-SNAPSHOT_MESSAGES);
    return { dialog, contact, page: { dialogId: id, messages: newest } };
  }

  snapshotPage(id: Id, after: string | null): SnapshotPage | 'snapshot_expired' {
    const [key = '', at = '0'] = (after ?? '').split('@');
    const kept = after === null ? this.beginSnapshot(id) : { key, snapshot: this.snapshots.get(key) };
    const snapshot = kept.snapshot;
    if (!snapshot) return 'snapshot_expired';
    const scope = this.scopeOf(id);
    const behind = at.startsWith('r') ? at.slice(1) : null;
    const from = behind === null ? Number(at) : Infinity;
    const visible = new Set(this.visibleTo(id).map((dialog) => dialog.id));
    const ids = snapshot.ids.slice(from, from + PAGE);
    const more = from + PAGE < snapshot.ids.length;
    const replies = more ? null : this.replies.part(scope, behind);
    return {
      cursor: snapshot.cursor,
      scope,
      directory: after === null ? this.directory(id) : [],
      notices: [],
      talks: after === null ? this.team.bundles(this.scopeOf(id)) : [],
      replySlots: after === null ? this.replies.slotsOf(id) : [],
      replies,
      bundles: ids.filter((one) => visible.has(one)).map((one) => this.bundle(one)),
      total: snapshot.total,
      next: more ? `${kept.key}@${from + PAGE}` : replies?.upTo ? `${kept.key}@r${replies.upTo}` : null,
      archive: after === null ? `a${snapshot.upTo}@` : null,
    };
  }

  private beginSnapshot(id: Id) {
    const key = `s${(this.count += 1)}`;
    const visible = this.visibleTo(id);
    const open = visible.filter((dialog) => dialog.state.status !== 'closed');
    const upTo = this.now - RECENT;
    const closed = visible.filter((dialog) => closedAt(dialog) > upTo);
    const ids = [...open, ...closed].map((dialog) => dialog.id);
    const snapshot = { ids, cursor: this.cursor(), total: ids.length, upTo };
    this.snapshots.set(key, snapshot);
    return { key, snapshot };
  }

  /** Lines of an answer; null when the place is none. */
  archive(id: Id, after: string, limit: number): string[] | null {
    return archiveLines(this, this.visibleTo(id), after, limit);
  }

  /** As somebody sees it. */
  directory(id: Id): DirectoryRow[] {
    return [
      { kind: 'workspace', row: { id: workspaceId, name: 'Demo', rev: 1 } },
      { kind: 'branch', row: { id: branchId(1), name: 'Main', rev: 1 } },
      {
        kind: 'channel',
        row: { id: channelId(1), lineId: lineId(1), kind: 'sitechat', name: 'Site', rev: 1 },
      },
      ...Array.from({ length: this.lines }, (_, i): DirectoryRow => {
        const n = i + 1;
        return { kind: 'line', row: { id: lineId(n), branchId: branchId(1), name: `Line ${n}`, rev: 1 } };
      }),
      ...[...this.operators.values()].map((row): DirectoryRow => ({ kind: 'operator', row })),
      ...this.own.rowsFor(id),
    ];
  }

  private newContact(n: number): Contact {
    const id = contactId(n);
    const contact = {
      id,
      name: null,
      number: n,
      ...BLANK,
      identities: [
        { channelId: channelId(1), kind: 'sitechat' as const, externalId: clientName(n), display: null },
      ],
      createdAt: this.now,
      rev: 1,
    };
    this.contacts.set(id, contact);
    return contact;
  }

  private newDialog(contact: Id, line: number): Dialog {
    return {
      id: dialogId((this.count += 1)),
      channelId: channelId(1),
      lineId: lineId(line),
      branchId: branchId(1),
      contactId: contact,
      state: { status: 'queued' },
      ...UNTOUCHED,
      previousDialogId: null,
      pageUrl: null,
      createdAt: this.now,
      lastActivityAt: this.now,
      rev: 1,
    };
  }

  private put(before: Dialog | null, after: Dialog, added: Message[], changed?: Message): void {
    const dialog = { ...after, rev: (before?.rev ?? 0) + 1 };
    this.dialogs.set(dialog.id, dialog);
    const list = this.messages.get(dialog.id) ?? [];
    list.push(...added);
    if (changed) list[list.findIndex((message) => message.id === changed.id)] = changed;
    this.messages.set(dialog.id, list);
    const previous = before && audienceOf(before);
    this.say({ type: 'dialog', dialog }, audienceOf(dialog), previous);
    for (const message of [...added, ...(changed ? [changed] : [])])
      this.say({ type: 'message', message }, audienceOf(dialog), previous);
  }

  private say(change: Change, audience: Audience, previous: Audience | null): void {
    this.feed.push({ xid: this.xid, change, audience, previous });
  }

  private transaction(work: () => void): void {
    this.now += 1;
    work();
    this.xid += 1;
    this.onCommit();
  }
}

/** How the channel knows the n-th client. */
const clientName = (n: number): string => `client ${n}`;
