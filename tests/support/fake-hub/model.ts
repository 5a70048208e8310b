import { appendMessage } from '#shared/domain/transcript.ts';
import { advanceDelivery } from '#shared/domain/delivery.ts';
import type { Contact } from '#shared/domain/contact.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Operator } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import { audienceOf, sees, type Audience, type Scope } from '#shared/domain/scope.ts';
import { applyIntent } from '#shared/intents/apply.ts';
import { intentSchema } from '#shared/intents/all.ts';
import type { DialogBundle } from '#shared/wire/bundle.ts';
import type { Change, DirectoryRow } from '#shared/wire/change.ts';
import type { Cursor } from '#shared/wire/cursor.ts';
import type { IntentResult } from '#shared/wire/http/intents.ts';
import type { SnapshotPage } from '#shared/wire/http/snapshot.ts';

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
  audience: Audience | { operatorId: Id } | 'everybody';
  previous: Audience | null;
}

const PAGE = 3;
const SNAPSHOT_MESSAGES = 4;

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
  readonly results = new Map<Id, IntentResult>();
  /** Ids of intents in the order they were really carried out. */
  readonly executed: Id[] = [];
  now = 1_700_000_000_000;
  private feed: Entry[] = [];
  private oldestXid = 1;
  private xid = 1;
  private lines = 2;
  private snapshots = new Map<string, { ids: Id[]; cursor: Cursor; total: number }>();
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
    const contact = this.contacts.get(contactId(n)) ?? this.newContact(n);
    const open = [...this.dialogs.values()].find(
      (dialog) => dialog.contactId === contact.id && dialog.state.status !== 'closed',
    );
    const dialog = open ?? this.newDialog(contact.id, line);
    this.transaction(() => {
      const author = { kind: 'client', contactId: contact.id } as const;
      const appended = appendMessage(dialog, {
        id: fakeId(8, (this.count += 1)),
        author,
        visibility: 'public',
        body: { kind: 'text', text },
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
    const result = this.carryOut(actor, intent);
    this.results.set(intent.id, result);
    return result;
  }

  private carryOut(actor: Id, intent: ReturnType<typeof intentSchema.parse>): IntentResult {
    const dialog = this.dialogs.get(intent.args.dialogId);
    const scope = this.scopeOf(actor);
    if (!dialog || !sees(scope, audienceOf(dialog)))
      return { status: 'refused', id: intent.id, refusal: { code: 'not_found' } };
    const ctx = { intentId: intent.id, actor: { operatorId: actor, role: scope.role }, now: this.now };
    const applied = applyIntent(ctx, dialog, intent);
    if (!applied.ok) return { status: 'refused', id: intent.id, refusal: applied.refusal };
    this.executed.push(intent.id);
    const position = { epoch: this.epoch, xid: String(this.xid) };
    this.transaction(() => {
      if (applied.effect.dialog !== dialog) this.put(dialog, applied.effect.dialog, applied.effect.messages);
    });
    return { status: 'done', id: intent.id, position };
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
      for (const dialog of this.dialogs.values())
        if (dialog.contactId === next.id)
          this.say({ type: 'contact', contact: next }, audienceOf(dialog), audienceOf(dialog));
    });
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
    const copy = structuredClone({
      dialogs: [...this.dialogs],
      contacts: [...this.contacts],
      messages: [...this.messages],
      results: [...this.results],
      executed: this.executed,
    });
    return () => {
      refill(this.dialogs, copy.dialogs);
      refill(this.contacts, copy.contacts);
      refill(this.messages, copy.messages);
      refill(this.results, copy.results);
      this.executed.splice(0, this.executed.length, ...copy.executed);
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
    if ('operatorId' in entry.audience) return entry.audience.operatorId === id ? [entry.change] : [];
    const scope = this.scopeOf(id);
    const now = sees(scope, entry.audience);
    const before = entry.previous !== null && sees(scope, entry.previous);
    if (now && before) return [entry.change];
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
    const from = Number(at);
    const visible = new Set(this.visibleTo(id).map((dialog) => dialog.id));
    const ids = snapshot.ids.slice(from, from + PAGE);
    return {
      cursor: snapshot.cursor,
      scope: this.scopeOf(id),
      directory: after === null ? this.directory() : [],
      bundles: ids.filter((one) => visible.has(one)).map((one) => this.bundle(one)),
      total: snapshot.total,
      next: from + PAGE < snapshot.ids.length ? `${kept.key}@${from + PAGE}` : null,
    };
  }

  private beginSnapshot(id: Id) {
    const key = `s${(this.count += 1)}`;
    const visible = this.visibleTo(id);
    const open = visible.filter((dialog) => dialog.state.status !== 'closed');
    const closed = visible.filter((dialog) => dialog.state.status === 'closed');
    const ids = [...open, ...closed].map((dialog) => dialog.id);
    const snapshot = { ids, cursor: this.cursor(), total: ids.length };
    this.snapshots.set(key, snapshot);
    return { key, snapshot };
  }

  directory(): DirectoryRow[] {
    return [
      { kind: 'workspace', row: { id: workspaceId, name: 'Demo', rev: 1 } },
      { kind: 'branch', row: { id: branchId(1), name: 'Main', rev: 1 } },
      {
        kind: 'channel',
        row: { id: channelId(1), lineId: lineId(1), kind: 'sitechat', name: 'Site', rev: 1 },
      },
      ...Array.from({ length: this.lines }, (_, i): DirectoryRow => {
        return {
          kind: 'line',
          row: { id: lineId(i + 1), branchId: branchId(1), name: `Line ${i + 1}`, rev: 1 },
        };
      }),
      ...[...this.operators.values()].map((row): DirectoryRow => ({ kind: 'operator', row })),
    ];
  }

  private newContact(n: number): Contact {
    const id = contactId(n);
    const contact = {
      id,
      name: null,
      number: n,
      phones: [],
      emails: [],
      identities: [],
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
      participantIds: [],
      previousDialogId: null,
      createdAt: this.now,
      lastActivityAt: this.now,
      waitingSince: null,
      unread: 0,
      lastSeq: 0,
      lastMessage: null,
      rev: 1,
    };
  }

  private put(before: Dialog | null, after: Dialog, added: Message[]): void {
    const dialog = { ...after, rev: (before?.rev ?? 0) + 1 };
    this.dialogs.set(dialog.id, dialog);
    const list = this.messages.get(dialog.id) ?? [];
    list.push(...added);
    this.messages.set(dialog.id, list);
    const previous = before && audienceOf(before);
    this.say({ type: 'dialog', dialog }, audienceOf(dialog), previous);
    for (const message of added) this.say({ type: 'message', message }, audienceOf(dialog), previous);
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

function refill<K, V>(map: Map<K, V>, entries: readonly (readonly [K, V])[]): void {
  map.clear();
  for (const [key, value] of entries) map.set(key, value);
}
